package dev.slipway.report.html;

import dev.slipway.journal.RunStory;
import dev.slipway.journal.StepStory;
import dev.slipway.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The time of a run as the width of a page: from when it began to the last thing that is known of it. */
record Clock(Instant began, Instant ended) {
    private static final long[] STEPS = {
        1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400
    };
    private static final int MOST_TICKS = 7;

    /** A place on the axis, and the time since the beginning in words. */
    record Tick(String at, String text) {}

    static Clock of(RunStory story) {
        List<Instant> told = new ArrayList<>();
        story.start().ifPresent(start -> told.add(start.at()));
        story.bases().forEach(base -> tell(told, base.start(), base.end()));
        story.images().forEach(image -> {
            image.start().ifPresent(start -> told.add(start.at()));
            image.end().ifPresent(end -> told.add(end.at()));
            image.attempts().forEach(attempt -> {
                tell(told, attempt.start(), attempt.end());
                tellSteps(told, attempt.steps());
            });
        });
        story.stackChecks().forEach(check -> {
            tell(told, check.start(), check.end());
            tellSteps(told, check.steps());
        });
        story.promotion().ifPresent(end -> told.add(end.at()));
        story.end().ifPresent(end -> told.add(end.at()));
        Instant first = told.stream().min(Instant::compareTo).orElse(Instant.EPOCH);
        return new Clock(first, told.stream().max(Instant::compareTo).orElse(first));
    }

    private static void tell(List<Instant> told, RunEvent start, Optional<? extends RunEvent> end) {
        told.add(start.at());
        end.ifPresent(event -> told.add(event.at()));
    }

    private static void tellSteps(List<Instant> told, List<StepStory> steps) {
        for (StepStory step : steps) {
            tell(told, step.start(), step.end());
            tellSteps(told, step.steps());
        }
    }

    Duration whole() {
        return Duration.between(began, ended);
    }

    /** How far into the run it was, from 0 to 1. */
    double share(Instant at) {
        double whole = Math.max(1, whole().toMillis());
        return Math.clamp(Duration.between(began, at).toMillis() / whole, 0, 1);
    }

    /** From the beginning on, at round times, a handful of them. */
    List<Tick> ticks() {
        long seconds = whole().toSeconds();
        long step = Arrays.stream(STEPS)
                .filter(width -> seconds / width < MOST_TICKS)
                .findFirst()
                .orElse(Math.max(1, seconds / MOST_TICKS));
        List<Tick> ticks = new ArrayList<>();
        for (long at = 0; at <= seconds; at += step) {
            ticks.add(new Tick(Words.percent(share(began.plusSeconds(at))), label(at)));
        }
        return ticks;
    }

    private static String label(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds % 60 == 0 ? seconds / 60 + " min" : seconds / 60 + ":" + "%02d".formatted(seconds % 60);
        }
        return seconds / 3600 + ":" + "%02d".formatted(seconds % 3600 / 60) + " h";
    }
}
