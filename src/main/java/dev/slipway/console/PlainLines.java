package dev.slipway.console;

import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.model.ByteSize;
import dev.slipway.model.Took;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.AttemptStarted;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.run.RunEvent.Noticed;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.PromotionEnded;
import dev.slipway.run.RunEvent.RetryScheduled;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An event in plain lines, each after the name of whom it is about; no line for what does not matter afterwards. */
record PlainLines(Look look, int nameColumns) {
    private static final int UNBROKEN = Integer.MAX_VALUE;
    /** A step of a Dockerfile that took less is worth no line. */
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(5);

    /** {@code story} already holds the event; {@code activity} does not yet, so a step that ends is still open there. */
    List<Line> of(RunEvent event, RunStory story, Activity activity) {
        return switch (event) {
            case RunStarted it -> plan(it);
            case BaseEnded it -> base(it, story, activity);
            case AttemptStarted it ->
                List.of(who(it.image())
                        .with("starts")
                        .with(Tone.STRONG, rung(story, it.image(), " " + it.variant()))
                        .with(it.number() > 1 ? ", attempt " + it.number() : ""));
            case StepEnded it -> step(it, activity);
            case AttemptEnded it -> attempt(it, story, activity);
            case RetryScheduled it -> List.of(who(it.image()).with(retry(it, story)));
            case FellBack it -> List.of(who(it.image()).with(fallback(it)));
            case ImageEnded it -> List.of(image(it, story));
            case StackCheckEnded it -> stack(it, story, activity);
            case PromotionEnded it -> tags(it);
            case RunEvent.RemoteAvoided it -> List.of(avoided(it));
            case RunEvent.RemoteAnswered it -> List.of(answered(it));
            case RunEvent.InventoryTaken it -> List.of();
            case Noticed it -> List.of(notice(it));
            case RunEvent.RunEnded it -> List.of();
            case RunEvent.BaseStarted it -> List.of();
            case RunEvent.ImageStarted it -> List.of();
            case RunEvent.StepStarted it -> List.of();
            case RunEvent.StackCheckStarted it -> List.of();
            case RunEvent.PromotionStarted it -> List.of();
            case RunEvent.StepProgressed it -> List.of();
            case RunEvent.StepPrinted it -> List.of();
        };
    }

    /** A sign of life of something that takes long. */
    Line still(String owner, Activity.Running running, Duration soFar) {
        Line line = who(nameOf(owner))
                .with(Tone.FAINT, Glyph.WAITING.in(look) + " ")
                .with(running.title())
                .with(Tone.FAINT, "  still running after " + Took.soFar(soFar));
        String last = running.progress().isBlank() ? running.line() : running.progress();
        return last.isBlank() ? line : line.with(Tone.FAINT, ": ").with(Tone.FAINT, last.strip());
    }

    /** Also said by the live display. */
    static Line opening(RunStarted start) {
        return Line.of(Tone.STRONG, "slipway " + start.command() + " " + start.pipeline())
                .with(Tone.FAINT, "  run " + start.run())
                .with(start.engine().isBlank() ? "" : "  on " + start.engine());
    }

    Line retry(RetryScheduled event, RunStory story) {
        return Line.of(Tone.BUSY, Glyph.RETRY.in(look) + " ")
                .with("tries%s again in %s (attempt %d): %s"
                        .formatted(
                                rung(story, event.image(), " " + event.variant()),
                                Took.print(event.delay()),
                                event.next(),
                                event.because()));
    }

    Line fallback(FellBack event) {
        return Line.of(
                Tone.LOUD,
                "%s falls back from %s to %s: %s"
                        .formatted(Glyph.FALLBACK.in(look), event.from(), event.to(), event.because()));
    }

    Line avoided(RunEvent.RemoteAvoided event) {
        return who("warning")
                .with(
                        Tone.LOUD,
                        "%s failed %d times in a row, the last time for %s (%s); nobody asks it for %s, then one for all"
                                .formatted(
                                        event.remote(),
                                        event.failures(),
                                        event.by(),
                                        event.because(),
                                        Took.print(event.pause())));
    }

    Line answered(RunEvent.RemoteAnswered event) {
        return who("note").with("%s answered %s and is asked freely again".formatted(event.remote(), event.image()));
    }

    Line notice(Noticed event) {
        boolean warning = event.level() == Level.WARNING;
        return who(warning ? "warning" : "note").with(warning ? Tone.LOUD : Tone.PLAIN, event.text());
    }

    private List<Line> plan(RunStarted start) {
        List<Line> lines = new ArrayList<>();
        lines.add(opening(start));
        for (PlannedImage image : start.images()) {
            String rungs = image.variants().size() > 1 ? " (" + String.join(", then ", image.variants()) + ")" : "";
            lines.add(who(image.name())
                    .with(image.action() + rungs)
                    .with(image.cause().isBlank() ? "" : ": " + image.cause()));
        }
        lines.add(Line.EMPTY);
        return lines;
    }

    private List<Line> base(BaseEnded event, RunStory story, Activity activity) {
        List<Line> lines = new ArrayList<>();
        boolean failed = event.why() != null;
        lines.add(who("base")
                .with(Wording.mark(failed ? StepStatus.FAILED : StepStatus.PASSED, look))
                .with(" " + event.reference() + "  " + event.how())
                .with(event.standIn().isBlank() ? "" : ", a stand-in: " + event.standIn())
                .with(Tone.FAINT, "  " + Took.print(event.took())));
        story.bases().stream()
                .filter(base -> base.start().span().equals(event.span()))
                .flatMap(base -> Failure.of(base).stream())
                .forEach(failure ->
                        lines.addAll(failure.with(activity.tail(event.span())).lines(UNBROKEN, look)));
        return lines;
    }

    private List<Line> step(StepEnded event, Activity activity) {
        Optional<Activity.Open> start = activity.step(event.span());
        boolean layer = start.map(Activity.Open::layer).orElse(false);
        boolean quick = event.took().compareTo(WORTH_A_LINE) < 0;
        boolean passed = event.status() == StepStatus.PASSED || event.status() == StepStatus.SKIPPED;
        if (layer && quick && passed) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        String owner = nameOf(Activity.ownerOf(event.span()));
        // The detail is the facts in good words; the bare ones are for programs, which read them in the journal.
        String facts = event.detail().isBlank() ? Wording.facts(event.facts()) : "";
        lines.add(who(owner)
                .with(layer ? "  " : "")
                .with(Wording.mark(event.status(), look))
                .with(" " + start.map(Activity.Open::title).orElse(event.span()))
                .with(Tone.FAINT, "  " + Took.print(event.took()))
                .with(event.detail().isBlank() ? "" : "  " + event.detail())
                .with(Tone.FAINT, facts.isEmpty() ? "" : "  " + facts));
        if (!passed) {
            activity.tail(event.span())
                    .forEach(line -> lines.add(who(owner)
                            .with("  ")
                            .with(Tone.FAINT, Glyph.QUOTE.in(look) + " ")
                            .with(line)));
        }
        return lines;
    }

    private List<Line> attempt(AttemptEnded event, RunStory story, Activity activity) {
        if (event.why() == null) {
            return List.of();
        }
        List<String> output = activity.lastFailure(Activity.ownerOf(event.span()));
        return story.image(event.image())
                .flatMap(image -> image.lastAttempt().flatMap(attempt -> Failure.of(image, attempt)))
                .map(failure -> failure.with(output).lines(UNBROKEN, look))
                .orElse(List.of());
    }

    private Line image(ImageEnded event, RunStory story) {
        boolean worked = story.image(event.image())
                .map(ImageStory::attempts)
                .filter(attempts -> !attempts.isEmpty())
                .isPresent();
        Line line = who(event.image())
                .with(Wording.mark(event.status(), look))
                .with(" ")
                .with(Wording.word(event.status()));
        String variant = event.result().variant();
        line = variant.isBlank() ? line : line.with(rung(story, event.image(), " by " + variant));
        line = worked ? line.with(" in " + Took.print(event.took())) : line;
        line = event.result().bytes() > 0
                ? line.with(", " + ByteSize.print(event.result().bytes()))
                : line;
        return event.reason().isBlank() ? line : line.with(": " + event.reason());
    }

    private List<Line> stack(StackCheckEnded event, RunStory story, Activity activity) {
        List<Line> lines = new ArrayList<>();
        story.stackChecks().stream()
                .filter(check -> check.start().span().equals(event.span()))
                .forEach(check -> {
                    lines.add(who("stack")
                            .with(Wording.mark(event.status(), look))
                            .with(" " + check.name())
                            .with(Tone.FAINT, "  " + Took.print(event.took()))
                            .with(event.detail().isBlank() ? "" : "  " + event.detail()));
                    Failure.of(check)
                            .ifPresent(failure -> lines.addAll(failure.with(activity.lastFailure(event.span()))
                                    .lines(UNBROKEN, look)));
                });
        return lines;
    }

    private List<Line> tags(PromotionEnded event) {
        List<Line> lines = new ArrayList<>();
        event.moved()
                .forEach(tag -> lines.add(
                        who("tags").with(Wording.mark(StepStatus.PASSED, look)).with(" " + tag)));
        if (!event.withheld().isBlank()) {
            lines.add(who("tags").with(Tone.LOUD, "stay where they were: " + event.withheld()));
        }
        return lines;
    }

    /** The words about a variant, where there is more than one. */
    private static String rung(RunStory story, String image, String words) {
        return story.image(image).filter(ImageStory::hasLadder).isPresent() ? words : "";
    }

    private Line who(String name) {
        return Line.of(Tone.STRONG, name).padTo(nameColumns).with("  ");
    }

    /** {@code image/worker} → worker, {@code stack/1} → stack, {@code base/python:3.11-slim} → base. */
    private static String nameOf(String owner) {
        int slash = owner.indexOf('/');
        if (slash < 0) {
            return owner;
        }
        return owner.startsWith("image/") ? owner.substring(slash + 1) : owner.substring(0, slash);
    }
}
