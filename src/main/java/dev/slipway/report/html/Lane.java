package dev.slipway.report.html;

import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.StackStory;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.RunEvent.End;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.RetryScheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row of the timeline: what happened to one image, base or stack check, from left to right. */
record Lane(String kind, String name, String anchor, Badge badge, List<Bar> bars, List<Turn> turns) {
    private static final int MOST_LANES = 400;

    Lane {
        bars = List.copyOf(bars);
        turns = List.copyOf(turns);
    }

    /** From when to when, as percentages of the run; {@code text} says all that the bar shows. */
    record Bar(String left, String width, Tone tone, String caption, String text, String anchor) {}

    /** Where the story takes a turn: tried again, or by the next variant. */
    record Turn(String left, String mark, String text) {}

    static List<Lane> of(RunStory story, Anchors anchors, Clock clock, boolean alive) {
        List<Lane> lanes = new ArrayList<>();
        story.bases().forEach(base -> lanes.add(base(base, clock, alive)));
        story.images().forEach(image -> lanes.add(image(image, anchors, clock, alive)));
        story.stackChecks().forEach(check -> lanes.add(check(check, anchors, clock, alive)));
        return lanes.subList(0, Math.min(MOST_LANES, lanes.size()));
    }

    private static Lane base(BaseStory base, Clock clock, boolean alive) {
        Badge badge = BaseView.badge(base, alive);
        Span span = span(base.start().at(), base.end(), clock);
        String text = "base " + base.reference() + ": " + badge.word() + span.words();
        return new Lane(
                "base",
                Legible.line(base.reference()),
                "bases",
                badge,
                List.of(span.bar(clock, badge.tone(), "", text, "bases")),
                List.of());
    }

    private static Lane check(StackStory check, Anchors anchors, Clock clock, boolean alive) {
        Badge badge = Badge.ofStep(check.status(), alive);
        Span span = span(check.start().at(), check.end(), clock);
        String anchor = anchors.check(check);
        String text = "stack check " + check.name() + ": " + badge.word() + span.words();
        return new Lane(
                "check",
                Legible.line(check.name()),
                anchor,
                badge,
                List.of(span.bar(clock, badge.tone(), "", text, anchor)),
                List.of());
    }

    private static Lane image(ImageStory image, Anchors anchors, Clock clock, boolean alive) {
        List<Bar> bars = new ArrayList<>();
        for (AttemptStory attempt : image.attempts()) {
            Badge badge = Badge.ofStep(attempt.status(), alive);
            Span span = span(attempt.start().at(), attempt.end(), clock);
            String rung = attempt.variant() + " #" + attempt.start().number();
            String text = image.name() + ", " + rung + ": " + badge.word() + span.words();
            bars.add(span.bar(clock, badge.tone(), rung, text, anchors.attempt(attempt)));
        }
        List<Turn> turns = new ArrayList<>();
        for (RetryScheduled retry : image.retries()) {
            String text = "tried again after " + Words.took(retry.delay()) + ": " + retry.because();
            turns.add(new Turn(Words.percent(clock.share(retry.at())), "↻", Legible.line(text)));
        }
        for (FellBack fallback : image.fallbacks()) {
            String text = "falls back from " + fallback.from() + " to " + fallback.to() + ": " + fallback.because();
            turns.add(new Turn(Words.percent(clock.share(fallback.at())), "↳", Legible.line(text)));
        }
        return new Lane(
                "image",
                Legible.line(image.name()),
                anchors.image(image),
                Badge.of(image.status(), alive),
                bars,
                turns);
    }

    private static Span span(Instant from, Optional<? extends End> end, Clock clock) {
        return end.map(it -> new Span(from, it.took(), true))
                .orElseGet(() -> new Span(from, Duration.between(from, clock.ended()), false));
    }

    /** How long something was; an end that was never told is where the story breaks off. */
    private record Span(Instant from, Duration took, boolean whole) {
        String words() {
            return (whole ? " after " : ", begun, and told for ") + Words.took(took);
        }

        Bar bar(Clock clock, Tone tone, String caption, String text, String anchor) {
            double left = clock.share(from);
            double width = clock.share(from.plus(took)) - left;
            return new Bar(
                    Words.percent(left), Words.percent(width), tone, Legible.line(caption), Legible.line(text), anchor);
        }
    }
}
