package dev.slipway.console;

import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.StackStory;
import dev.slipway.model.ByteSize;
import dev.slipway.model.Took;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Run;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.PromotionEnded;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.RunEnded;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunEvent.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How a run ended, for people: a pure function of its story. */
record Summary(RunStory story, String journal, int width, Look look) {

    /** The whole of it. {@code tellAgain} chooses the failed images whose diagnosis is shown (once more). */
    List<Line> lines(Predicate<ImageStory> tellAgain) {
        List<Line> lines = new ArrayList<>();
        lines.addAll(new Table(story.images().stream().map(this::row).toList()).lines(width, look));
        story.images().stream()
                .filter(image -> image.status().equals(Optional.of(ImageStatus.FAILED)) && tellAgain.test(image))
                .flatMap(image -> Failure.of(image).stream())
                .forEach(failure -> addBlock(lines, failure.lines(width, look)));
        story.images().forEach(image -> addBlock(lines, degraded(image)));
        addBlock(lines, details());
        addBlock(lines, List.of(verdict()));
        return lines;
    }

    /** What needs somebody's eye, and the verdict. */
    List<Line> brief() {
        List<Line> lines = new ArrayList<>();
        failures().forEach(failure -> addBlock(lines, failure.lines(width, look)));
        story.images().forEach(image -> addBlock(lines, degraded(image)));
        if (!lines.isEmpty()) {
            addBlock(lines, details());
            lines.add(Line.EMPTY);
        }
        lines.add(verdict());
        return lines;
    }

    private List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        story.bases().forEach(base -> Failure.of(base).ifPresent(failures::add));
        story.images().stream()
                .filter(image -> image.status().equals(Optional.of(ImageStatus.FAILED)))
                .forEach(image -> Failure.of(image).ifPresent(failures::add));
        story.stackChecks().forEach(check -> Failure.of(check).ifPresent(failures::add));
        return failures;
    }

    private static void addBlock(List<Line> lines, List<Line> block) {
        if (!block.isEmpty() && !lines.isEmpty()) {
            lines.add(Line.EMPTY);
        }
        lines.addAll(block);
    }

    /** An image's line; the live display shows the same one as soon as the image has ended. */
    Table.Row row(ImageStory image) {
        Optional<ImageEnded> ended = image.end();
        if (ended.isEmpty()) {
            return new Table.Row(
                    List.of(
                            name(Line.of(Tone.FAINT, Glyph.CANCELLED.in(look)), image),
                            Line.of(Tone.FAINT, "unfinished")),
                    List.of(),
                    "");
        }
        ImageEnded end = ended.get();
        Result result = end.result();
        boolean worked = !image.attempts().isEmpty();
        return new Table.Row(
                List.of(
                        name(Wording.mark(end.status(), look), image),
                        Wording.word(end.status()),
                        Line.of(image.hasLadder() ? result.variant() : "")),
                List.of(
                        Line.of(worked ? Took.print(end.took()) : ""),
                        Line.of(result.bytes() > 0 ? ByteSize.print(result.bytes()) : "")),
                note(image, end));
    }

    private static Line name(Line mark, ImageStory image) {
        return mark.with(" ").with(Tone.STRONG, image.name());
    }

    private static String note(ImageStory image, ImageEnded end) {
        return switch (end.status()) {
            case BUILT ->
                image.retries().isEmpty()
                        ? end.reason()
                        : "after "
                                + Wording.count(image.retries().size(), "retry").replace("retrys", "retries");
            case CACHED -> end.reason().isBlank() ? "unchanged" : end.reason();
            case DEGRADED -> "not by " + preferred(image) + ": " + reason(image, end);
            case FAILED, CANCELLED -> reason(image, end);
            case BLOCKED ->
                end.reason().isBlank()
                        ? "needs " + String.join(", ", image.plan().needs())
                        : end.reason();
        };
    }

    private static String reason(ImageStory image, ImageEnded end) {
        return end.reason().isBlank() ? Failure.of(image).map(Failure::brief).orElse("") : end.reason();
    }

    private static String preferred(ImageStory image) {
        return image.fallbacks().isEmpty()
                ? image.plan().variants().stream().findFirst().orElse("the preferred variant")
                : image.fallbacks().getFirst().from();
    }

    private List<Line> degraded(ImageStory image) {
        if (!image.status().equals(Optional.of(ImageStatus.DEGRADED))) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        String variant = image.end().map(end -> end.result().variant()).orElse("");
        String sentence = "%s %s is DEGRADED: it works by '%s', not by '%s'."
                .formatted(Glyph.DEGRADED.in(look), image.name(), variant, preferred(image));
        Columns.wrap(Sanitizer.clean(sentence), width).forEach(text -> lines.add(Line.of(Tone.LOUD, text)));
        for (FellBack fallback : image.fallbacks()) {
            Optional<AttemptStory> attempt = image.attempts().reversed().stream()
                    .filter(tried -> tried.variant().equals(fallback.from()))
                    .findFirst();
            String why = attempt.flatMap(tried -> Failure.of(image, tried))
                    .map(Failure::brief)
                    .orElse(fallback.because());
            addDetail(lines, "why", fallback.from() + ": " + why);
            attempt.flatMap(AttemptStory::end)
                    .map(AttemptEnded::log)
                    .filter(log -> !log.isBlank())
                    .ifPresent(log -> lines.add(Failure.label("log").with(log)));
        }
        return lines;
    }

    private List<Line> details() {
        List<Line> lines = new ArrayList<>();
        for (BaseStory base : story.bases()) {
            base.standIn()
                    .ifPresent(standIn -> addDetail(lines, "base", base.reference() + " is a stand-in: " + standIn));
        }
        for (StackStory check : story.stackChecks()) {
            check.end()
                    .ifPresent(end -> lines.add(Failure.label("stack")
                            .with(Wording.mark(end.status(), look))
                            .with(" " + check.name() + "  " + Took.print(end.took()))
                            .with(end.detail().isBlank() ? "" : "  " + end.detail())
                            .fit(width, look)));
        }
        story.promotion().ifPresent(promotion -> addTags(lines, promotion));
        if (!journal.isBlank()) {
            lines.add(Failure.label("journal").with(journal));
        }
        return lines;
    }

    private void addTags(List<Line> lines, PromotionEnded promotion) {
        if (!promotion.moved().isEmpty()) {
            addDetail(lines, "tags", "moved: " + String.join(", ", promotion.moved()));
        }
        if (!promotion.withheld().isBlank()) {
            String who = promotion.moved().isEmpty() ? "" : "the others ";
            addDetail(lines, "tags", who + "stay where they were: " + promotion.withheld());
        }
    }

    private void addDetail(List<Line> lines, String label, String text) {
        String shown = label;
        for (String piece :
                Columns.wrap(Sanitizer.clean(text), width - Failure.label("").columns())) {
            lines.add(Failure.label(shown).with(piece));
            shown = "";
        }
    }

    private Line verdict() {
        Optional<RunEnded> ended = story.end();
        if (ended.isEmpty()) {
            return Line.of(Tone.BAD, "The run did not end.");
        }
        RunEnded end = ended.get();
        String what = end.summary().isBlank() ? counts() : end.summary();
        return word(end.verdict())
                .with(" in " + Took.print(end.took()) + ": " + what)
                .fit(width, look);
    }

    /** Nothing was asked of images that somebody works on, so nothing is proven of them. */
    private Line word(Verdict verdict) {
        return forWork() && verdict == Verdict.PROVEN
                ? Line.of(Tone.GOOD, Glyph.PASSED.in(look) + " BUILT")
                : Wording.verdict(verdict, look);
    }

    private boolean forWork() {
        return story.start().map(RunStarted::command).equals(Optional.of(Run.DEV));
    }

    private String counts() {
        long proven = story.images().stream()
                .filter(image -> image.status().map(ImageStatus::proven).orElse(false))
                .count();
        return proven + " of " + Wording.count(story.images().size(), "image") + (forWork() ? " built" : " proven");
    }
}
