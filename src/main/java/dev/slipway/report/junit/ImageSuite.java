package dev.slipway.report.junit;

import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.StepStory;
import dev.slipway.report.LogTail;
import dev.slipway.report.RunReport;
import dev.slipway.report.Troubles;
import dev.slipway.report.junit.Case.Failure;
import dev.slipway.report.junit.Case.Result;
import dev.slipway.report.junit.Case.Skipped;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.ImageStarted;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An image as a suite: the steps of each variant, asked once or oftener. What failed in a variant that another one stood in
 * for is skipped, not failed: the image is there, and the suite's property {@code degraded} says how.
 */
final class ImageSuite {
    private static final int OUTPUT = 16 * 1024;
    /** Of an attempt that ended badly without any step of it. */
    private static final String WHOLE = "attempt";

    private final RunReport report;
    private final ImageStory image;
    private final String group;

    ImageSuite(RunReport report, ImageStory image, String pipeline) {
        this.report = report;
        this.image = image;
        this.group = pipeline.isEmpty() ? image.name() : pipeline + "." + image.name();
    }

    Suite suite() {
        List<Case> cases = new ArrayList<>();
        Set<String> variants = new LinkedHashSet<>();
        image.attempts().forEach(attempt -> variants.add(attempt.variant()));
        variants.forEach(variant -> variant(variant, cases));
        if (cases.isEmpty()) {
            cases.add(untried());
        }
        return new Suite(
                image.name(),
                image.start().map(ImageStarted::at).orElse(null),
                image.end().map(ImageEnded::took).orElse(Duration.ZERO),
                properties(),
                cases);
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("status", image.status().map(Words::of).orElse("unfinished"));
        properties.put(
                "degraded",
                Boolean.toString(
                        image.status().filter(ImageStatus.DEGRADED::equals).isPresent()));
        image.end().ifPresent(end -> {
            if (!end.result().variant().isEmpty()) {
                properties.put("variant", end.result().variant());
                properties.put("id", end.result().id());
                properties.put("bytes", Long.toString(end.result().bytes()));
            }
            if (!end.reason().isBlank()) {
                properties.put("reason", end.reason());
            }
        });
        properties.put("attempts", Integer.toString(image.attempts().size()));
        return properties;
    }

    private Case untried() {
        String name = "image";
        Optional<ImageEnded> end = image.end();
        if (end.isEmpty()) {
            return Case.skipped(group, name, "it was not begun");
        }
        String reason = end.get().reason();
        return switch (end.get().status()) {
            case CACHED ->
                Case.skipped(group, name, "proven by an earlier run" + (reason.isBlank() ? "" : ": " + reason));
            case BLOCKED, CANCELLED -> Case.skipped(group, name, reason.isBlank() ? "not tried" : reason);
            case FAILED -> Case.failed(group, name, end.get().took(), new Failure(false, "failed", reason, reason));
            case BUILT, DEGRADED -> Case.passed(group, name, end.get().took());
        };
    }

    /** One time that a step was asked, or an attempt as a whole. */
    private record Asked(AttemptStory attempt, Optional<StepStory> step) {
        Optional<StepStatus> status() {
            if (step.isPresent()) {
                return step.get().status();
            }
            boolean passed = attempt.status().filter(StepStatus.PASSED::equals).isPresent();
            return Optional.of(passed ? StepStatus.PASSED : StepStatus.FAILED);
        }
    }

    private void variant(String variant, List<Case> cases) {
        Map<String, List<Asked>> byName = new LinkedHashMap<>();
        for (AttemptStory attempt : image.attempts()) {
            if (!attempt.variant().equals(variant)) {
                continue;
            }
            for (StepStory step : attempt.steps()) {
                byName.computeIfAbsent(name(attempt, step), name -> new ArrayList<>())
                        .add(new Asked(attempt, Optional.of(step)));
            }
            boolean passed = attempt.status().filter(StepStatus.PASSED::equals).isPresent();
            boolean unsaid = !passed && attempt.steps().stream().noneMatch(step -> bad(step.status()));
            if (unsaid || (passed && byName.containsKey(WHOLE))) {
                byName.computeIfAbsent(WHOLE, name -> new ArrayList<>()).add(new Asked(attempt, Optional.empty()));
            }
        }
        byName.forEach((name, asked) -> cases.add(asCase(group + "." + variant, name, asked)));
    }

    /** Two checks may have one title; their spans tell them apart. */
    private static String name(AttemptStory attempt, StepStory step) {
        String title = step.start().title();
        boolean twice = attempt.steps().stream()
                        .filter(other -> other.start().title().equals(title))
                        .count()
                > 1;
        String span = step.start().span();
        return twice ? title + " (" + span.substring(span.lastIndexOf('/') + 1) + ")" : title;
    }

    private Case asCase(String variantGroup, String name, List<Asked> asked) {
        List<Failure> failures = new ArrayList<>();
        for (Asked one : asked) {
            if (bad(one.status())) {
                failures.add(failure(one));
            }
        }
        Asked last = asked.getLast();
        Duration took = took(last);
        Optional<StepStatus> status = last.status();
        if (!bad(status)) {
            Result result =
                    status.filter(StepStatus.SKIPPED::equals).isPresent() ? new Skipped(detail(last), "") : null;
            return new Case(variantGroup, name, took, result, failures, List.of(), "");
        }
        String output = LogTail.of(report, Troubles.log(last.attempt()), OUTPUT);
        Failure first = failures.getFirst();
        if (coveredBy(last.attempt())) {
            Skipped skipped = new Skipped(instead(last.attempt()) + ": " + first.message(), first.text());
            return new Case(variantGroup, name, took, skipped, List.of(), List.of(), output);
        }
        return new Case(variantGroup, name, took, first, List.of(), failures.subList(1, failures.size()), output);
    }

    /** A step without an end was cut off with its run, and is an error, unless the run is at work. */
    private boolean bad(Optional<StepStatus> status) {
        return status.map(known -> known == StepStatus.FAILED || known == StepStatus.ERRORED)
                .orElse(!report.alive());
    }

    private boolean coveredBy(AttemptStory attempt) {
        return image.end()
                .filter(end -> end.status().proven() && !end.result().variant().equals(attempt.variant()))
                .isPresent();
    }

    /** Nobody needs a spare rung today, so nothing stands in for it. */
    private String instead(AttemptStory attempt) {
        if (image.spares().contains(attempt)) {
            return "'" + attempt.variant() + "' is a spare rung";
        }
        return "'" + image.end().map(end -> end.result().variant()).orElse("") + "' stands in";
    }

    private static Duration took(Asked asked) {
        return asked.step()
                .map(step -> step.end().map(end -> end.took()).orElse(Duration.ZERO))
                .orElseGet(() -> asked.attempt().end().map(AttemptEnded::took).orElse(Duration.ZERO));
    }

    private static String detail(Asked asked) {
        return asked.step()
                .flatMap(StepStory::end)
                .map(end -> end.detail())
                .filter(detail -> !detail.isBlank())
                .orElse("not asked");
    }

    private Failure failure(Asked asked) {
        String which = "attempt " + asked.attempt().start().number() + " of '"
                + asked.attempt().variant() + "'";
        boolean error = asked.step()
                .map(step -> step.status().filter(StepStatus.FAILED::equals).isEmpty())
                .orElse(false);
        return asked.attempt()
                .diagnosis()
                .map(why -> Words.failure(error, why, which, asked.attempt().failedStep()))
                .orElseGet(() -> {
                    String what = asked.step().flatMap(StepStory::end).isPresent()
                            ? detail(asked)
                            : "it had no end: the run was cut off";
                    return new Failure(true, "interrupted", what, which + ": " + what);
                });
    }
}
