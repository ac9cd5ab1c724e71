package dev.slipway.console;

import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.StackStory;
import dev.slipway.model.Took;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.RetryScheduled;
import dev.slipway.run.RunEvent.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The picture of a run at one moment, as lines that fit a screen. Reads the story and what is going on; changes neither,
 * and the same input gives the same picture.
 */
record LiveView(RunStory story, Activity activity, Look look, Instant now) {

    /** What a row is worth when there is no room for all. */
    private enum Weight {
        DONE,
        WAITING,
        RUNNING,
        OUTPUT
    }

    private record Row(Weight weight, Line line) {}

    /**
     * At most {@code screen.rows() - 1} lines of at most {@code screen.columns() - 1} columns: the last row is the
     * cursor's, and clearing the rest of a line that fills the screen would take its last sign.
     */
    List<Line> lines(Screen screen) {
        List<Row> rows = new ArrayList<>();
        story.bases().forEach(base -> addBase(rows, base));
        story.images().forEach(image -> addImage(rows, image));
        story.stackChecks().forEach(check -> addStack(rows, check));
        int room = Integer.max(1, screen.rows() - 2);
        int width = screen.columns() - 1;
        List<Line> lines = new ArrayList<>();
        fitting(rows, room).forEach(row -> lines.add(row.line().fit(width, look)));
        if (screen.rows() > 2) {
            lines.add(footer().fit(width, look));
        }
        return lines;
    }

    private void addBase(List<Row> rows, BaseStory base) {
        if (base.end().isEmpty()) {
            rows.add(new Row(Weight.RUNNING, busy("base", base.start().at(), base.reference())));
            addOutput(rows, base.start().span());
        }
    }

    private void addImage(List<Row> rows, ImageStory image) {
        String owner = "image/" + image.name();
        if (image.end().isPresent()) {
            rows.add(new Row(Weight.DONE, finished(image)));
        } else if (image.start().isEmpty()) {
            rows.add(new Row(Weight.WAITING, waiting(image)));
        } else if (pendingRetry(image).isPresent()) {
            RetryScheduled retry = pendingRetry(image).orElseThrow();
            Duration left = Duration.between(now, retry.at().plus(retry.delay()));
            rows.add(new Row(
                    Weight.RUNNING,
                    name(Line.of(Tone.BUSY, Glyph.RETRY.in(look)), image.name())
                            .with("tries%s again in %s (attempt %d)"
                                    .formatted(rung(image, " "), Took.soFar(left), retry.next()))));
        } else {
            Instant since = image.start().map(RunEvent::at).orElse(now);
            rows.add(new Row(Weight.RUNNING, busy(image.name(), since, doing(image, owner))));
            addOutput(rows, owner);
        }
    }

    private void addStack(List<Row> rows, StackStory check) {
        String owner = check.start().span();
        if (check.end().isPresent()) {
            Line mark = check.status().map(status -> Wording.mark(status, look)).orElse(Line.EMPTY);
            rows.add(new Row(
                    Weight.DONE,
                    name(mark, "stack")
                            .with(check.name() + "  ")
                            .with(check.end().map(end -> Took.print(end.took())).orElse(""))));
            return;
        }
        String step = activity.running(owner)
                .map(running -> arrow() + running.title())
                .orElse("");
        rows.add(new Row(Weight.RUNNING, busy("stack", check.start().at(), check.name() + step)));
        addOutput(rows, owner);
    }

    private void addOutput(List<Row> rows, String owner) {
        String last = activity.running(owner).map(Activity.Running::line).orElse("");
        if (!last.isBlank()) {
            Line margin = Line.EMPTY.padTo(nameEnd());
            rows.add(new Row(
                    Weight.OUTPUT,
                    margin.with(Tone.FAINT, Glyph.QUOTE.in(look) + " ").with(Tone.FAINT, last.strip())));
        }
    }

    private Line finished(ImageStory image) {
        Table.Row row = new Summary(story, "", Integer.MAX_VALUE, look).row(image);
        Line mark = image.status().map(status -> Wording.mark(status, look)).orElse(Line.EMPTY);
        Line line = name(mark, image.name());
        for (Line cell : row.cells().subList(1, row.cells().size())) {
            line = cell.isEmpty() ? line : line.with(cell).with("  ");
        }
        for (Line number : row.numbers()) {
            line = number.isEmpty() ? line : line.with(number).with("  ");
        }
        return line.with(Tone.FAINT, row.prose());
    }

    private Line waiting(ImageStory image) {
        List<String> missing = image.plan().needs().stream()
                .filter(need -> story.image(need).flatMap(ImageStory::end).isEmpty())
                .toList();
        String text = missing.isEmpty() ? "waits for its turn" : "waits for " + String.join(", ", missing);
        return name(Line.of(Tone.FAINT, Glyph.WAITING.in(look)), image.name()).with(Tone.FAINT, text);
    }

    private static Optional<RetryScheduled> pendingRetry(ImageStory image) {
        int attempts = image.attempts().size();
        boolean idle = image.lastAttempt().flatMap(AttemptStory::end).isPresent();
        return idle && !image.retries().isEmpty() && image.retries().getLast().next() > lastNumber(image)
                ? Optional.of(image.retries().getLast()).filter(retry -> attempts > 0)
                : Optional.empty();
    }

    private static int lastNumber(ImageStory image) {
        return image.lastAttempt().map(attempt -> attempt.start().number()).orElse(0);
    }

    /** {@code full › attempt 2 › [builder 3/5] RUN pip install 34%}. */
    private String doing(ImageStory image, String owner) {
        String again = lastNumber(image) > 1 ? "attempt " + lastNumber(image) : "";
        String step = activity.running(owner)
                .map(running -> running.title() + (running.progress().isBlank() ? "" : "  " + running.progress()))
                .orElse(image.attempts().isEmpty() ? image.plan().action() : "");
        return Stream.of(rung(image, ""), again, step)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(arrow()));
    }

    /** The variant that is tried, where there is a choice. */
    private static String rung(ImageStory image, String before) {
        return image.hasLadder()
                ? image.lastAttempt().map(attempt -> before + attempt.variant()).orElse("")
                : "";
    }

    private String arrow() {
        return " " + Glyph.INSIDE.in(look) + " ";
    }

    private Line busy(String who, Instant since, String what) {
        String spinner = Glyph.spinner(look, now.toEpochMilli() / 100);
        String soFar = Took.soFar(Duration.between(since, now));
        return name(Line.of(Tone.BUSY, spinner), who)
                .with(Tone.BUSY, soFar)
                .with("  ")
                .with(what);
    }

    private Line name(Line mark, String name) {
        return mark.with(" ").with(Tone.STRONG, name).padTo(nameEnd());
    }

    /** Names stand under one another, but a long one does not push everything off the screen. */
    private int nameEnd() {
        int widest = story.images().stream()
                .mapToInt(image -> Columns.of(image.name()))
                .max()
                .orElse(0);
        return 2 + Math.clamp(widest, "stack".length(), 16) + 2;
    }

    private Line footer() {
        long done =
                story.images().stream().filter(image -> image.end().isPresent()).count();
        String total = story.start()
                .map(RunStarted::at)
                .map(start -> Took.soFar(Duration.between(start, now)))
                .orElse("");
        return Line.of(
                Tone.FAINT,
                "%d of %s done, %s".formatted(done, Wording.count(story.images().size(), "image"), total));
    }

    private List<Row> fitting(List<Row> rows, int room) {
        List<Row> shown = new ArrayList<>(rows);
        for (int i = shown.size() - 1; i >= 0 && shown.size() > room; i--) {
            if (shown.get(i).weight() == Weight.OUTPUT) {
                shown.remove(i);
            }
        }
        collapse(shown, room, Weight.DONE, Glyph.PASSED, "finished");
        collapse(shown, room, Weight.WAITING, Glyph.WAITING, "waiting");
        if (shown.size() > room) {
            int hidden = shown.size() - (room - 1);
            shown.subList(room - 1, shown.size()).clear();
            shown.add(
                    new Row(Weight.WAITING, Line.of(Tone.FAINT, Glyph.ELLIPSIS.in(look) + " and " + hidden + " more")));
        }
        return shown;
    }

    /** Puts one row where the first of its weight stood. */
    private void collapse(List<Row> rows, int room, Weight weight, Glyph glyph, String word) {
        List<Row> alike = rows.stream().filter(row -> row.weight() == weight).toList();
        if (rows.size() <= room || alike.size() < 2) {
            return;
        }
        int place = rows.indexOf(alike.getFirst());
        rows.removeAll(alike);
        rows.add(
                Integer.min(place, rows.size()),
                new Row(weight, Line.of(Tone.FAINT, glyph.in(look) + " " + alike.size() + " " + word)));
    }
}
