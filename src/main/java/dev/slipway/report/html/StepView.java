package dev.slipway.report.html;

import dev.slipway.journal.StepStory;
import dev.slipway.report.html.LogView.Scope;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One step of an attempt, with where it lies in the attempt's time, and how deep inside other steps. */
record StepView(
        int depth,
        String kind,
        String title,
        Badge badge,
        String took,
        String left,
        String width,
        String detail,
        List<Fact> facts) {
    StepView {
        facts = List.copyOf(facts);
    }

    /** A name and what was measured or is known. */
    record Fact(String name, String value) {
        static List<Fact> of(Map<String, String> facts) {
            return facts.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .limit(30)
                    .map(fact -> new Fact(Legible.brief(fact.getKey()), Legible.brief(fact.getValue())))
                    .toList();
        }
    }

    /** The steps in the order of the story, those inside after the one they are in, as many as there is room for. */
    static List<StepView> of(List<StepStory> steps, Instant from, Duration whole, Scope scope) {
        List<StepView> views = new ArrayList<>();
        add(views, steps, 0, new Clock(from, from.plus(whole)), scope);
        int left = count(steps) - views.size();
        if (left > 0) {
            views.add(leftOut(left));
        }
        return views;
    }

    private static int count(List<StepStory> steps) {
        return steps.size()
                + steps.stream().mapToInt(step -> count(step.steps())).sum();
    }

    private static StepView leftOut(int steps) {
        String title = "… " + Words.count(steps, "more step") + ", told in the journal";
        return new StepView(0, "", title, new Badge(Tone.QUIET, "left out"), "", "0%", "0%", "", List.of());
    }

    private static void add(List<StepView> views, List<StepStory> steps, int depth, Clock clock, Scope scope) {
        for (StepStory step : steps.stream()
                .sorted(Comparator.comparing(step -> step.start().at()))
                .toList()) {
            if (views.size() >= scope.steps()) {
                return;
            }
            views.add(of(step, depth, clock, scope.alive()));
            add(views, step.steps(), depth + 1, clock, scope);
        }
    }

    private static StepView of(StepStory step, int depth, Clock clock, boolean alive) {
        Instant from = step.start().at();
        Duration took = step.end().map(StepEnded::took).orElseGet(() -> Duration.between(from, clock.ended()));
        double left = clock.share(from);
        return new StepView(
                Math.min(depth, 3),
                word(step.start().kind()),
                Legible.brief(step.start().title()),
                Badge.ofStep(step.status(), alive),
                Words.took(took),
                Words.percent(left),
                Words.percent(clock.share(from.plus(took)) - left),
                Legible.brief(step.end().map(StepEnded::detail).orElse("")),
                step.end().map(end -> Fact.of(end.facts())).orElse(List.of()));
    }

    private static String word(StepKind kind) {
        return switch (kind) {
            case BUILD -> "build";
            case LAYER -> "layer";
            case PRELOAD -> "preload";
            case SERVICE -> "service";
            case CHECK -> "check";
        };
    }
}
