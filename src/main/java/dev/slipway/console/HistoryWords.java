package dev.slipway.console;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.model.ByteSize;
import dev.slipway.model.Took;
import dev.slipway.past.Occasion;
import dev.slipway.past.PastBase;
import dev.slipway.past.PastCheck;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastImage.Rung;
import dev.slipway.past.PastRun;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.StepStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembered runs in lines. Times are those of the clock on the wall. */
record HistoryWords(Look look, ZoneId zone) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int COMMIT = 12;
    private static final int MOST_CHANGES = 4;

    List<Line> runs(List<PastRun> runs, int width) {
        boolean several = runs.stream().map(PastRun::pipeline).distinct().count() > 1;
        List<Table.Row> rows = new ArrayList<>();
        rows.add(head(
                several
                        ? List.of("run", "when", "pipeline", "command", "ending")
                        : List.of("run", "when", "command", "ending"),
                List.of("took", "images")));
        for (PastRun run : runs) {
            List<Line> cells = new ArrayList<>();
            cells.add(Line.of(Tone.FAINT, shortened(run.id())));
            cells.add(Line.of(when(run.began())));
            if (several) {
                cells.add(Line.of(Tone.STRONG, run.pipeline()));
            }
            cells.add(Line.of(run.command()));
            cells.add(ending(run.ending()));
            rows.add(new Table.Row(cells, List.of(Line.of(Took.print(run.took())), tally(run.images())), cause(run)));
        }
        return new Table(rows).lines(width, look);
    }

    private static Table.Row head(List<String> cells, List<String> numbers) {
        return new Table.Row(
                cells.stream().map(text -> Line.of(Tone.FAINT, text)).toList(),
                numbers.stream().map(text -> Line.of(Tone.FAINT, text)).toList(),
                "");
    }

    /** What tells runs of a day apart; whoever asks for a run may say no more than this. */
    static String shortened(String id) {
        return id.substring(id.lastIndexOf('-') + 1);
    }

    private String when(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    Line ending(PastRun.Ending ending) {
        return switch (ending) {
            case PROVEN -> Wording.verdict(Verdict.PROVEN, look);
            case DEGRADED -> Wording.verdict(Verdict.DEGRADED, look);
            case FAILED -> Wording.verdict(Verdict.FAILED, look);
            case INTERRUPTED -> Wording.verdict(Verdict.INTERRUPTED, look);
            case ENGINE_LOST -> Wording.verdict(Verdict.ENGINE_LOST, look);
            case CUT_OFF -> Line.of(Tone.BAD, Glyph.CANCELLED.in(look) + " CUT OFF");
            case RUNNING -> Line.of(Tone.BUSY, Glyph.WAITING.in(look) + " running");
        };
    }

    /** {@code ✓2 ▲1 ✗1}: how many work, by a lower rung, and not. */
    private Line tally(List<PastImage> images) {
        long good = images.stream()
                .filter(image -> is(image, ImageStatus.BUILT, ImageStatus.CACHED))
                .count();
        long degraded =
                images.stream().filter(image -> is(image, ImageStatus.DEGRADED)).count();
        long bad = images.stream()
                .filter(image -> is(image, ImageStatus.FAILED, ImageStatus.BLOCKED))
                .count();
        Line line = Line.EMPTY;
        line = counted(line, Tone.GOOD, Glyph.PASSED, good);
        line = counted(line, Tone.LOUD, Glyph.DEGRADED, degraded);
        line = counted(line, Tone.BAD, Glyph.FAILED, bad);
        return counted(line, Tone.FAINT, Glyph.CANCELLED, images.size() - good - degraded - bad);
    }

    private Line counted(Line line, Tone tone, Glyph glyph, long count) {
        return count == 0 ? line : line.with(line.isEmpty() ? "" : " ").with(tone, glyph.in(look) + count);
    }

    private static boolean is(PastImage image, ImageStatus... wanted) {
        return image.ended().filter(status -> List.of(wanted).contains(status)).isPresent();
    }

    /** The first thing that went wrong, of what went most wrong. */
    static String cause(PastRun run) {
        Optional<String> failed =
                first(run, ImageStatus.FAILED).map(image -> image.name() + ": " + brief(image.why(), image.reason()));
        Optional<String> check = run.stackChecks().stream()
                .filter(one -> one.ended().filter(StepStatus.PASSED::equals).isEmpty()
                        && one.why().isPresent())
                .findFirst()
                .map(one -> "stack check '" + one.name() + "': " + brief(one.why(), one.detail()));
        Optional<String> degraded = first(run, ImageStatus.DEGRADED)
                .map(image -> image.name() + " by '" + image.variant() + "': " + brief(image.why(), image.reason()));
        return failed.or(() -> check).or(() -> degraded).orElseGet(() -> switch (run.ending()) {
            case PROVEN, RUNNING -> "";
            case CUT_OFF -> "its process died";
            case DEGRADED, FAILED, INTERRUPTED, ENGINE_LOST -> run.summary();
        });
    }

    private static Optional<PastImage> first(PastRun run, ImageStatus status) {
        return run.images().stream().filter(image -> is(image, status)).findFirst();
    }

    private static String brief(Optional<Diagnosis> why, String otherwise) {
        return why.map(known -> known.explanation().isBlank() ? known.category() : known.explanation())
                .orElse(otherwise);
    }

    List<Line> run(PastRun run, List<PastBase> bases, int width, String journal) {
        List<Line> lines = new ArrayList<>();
        Line opening = ending(run.ending())
                .with("  ")
                .with(Tone.STRONG, run.pipeline())
                .with("  " + run.command() + " " + run.id() + ", " + Took.print(run.took()))
                .with(run.summary().isBlank() ? "" : ": " + run.summary());
        lines.addAll(opening.wrap(width, 2));
        detail(lines, "began", SECOND.format(run.began().atZone(zone)), width);
        detail(lines, "engine", run.engine(), width);
        provenance(run.provenance()).ifPresent(text -> detail(lines, "made by", text, width));
        for (PastBase base : bases) {
            detail(lines, "base", base(base), width);
        }
        lines.add(Line.EMPTY);
        lines.addAll(new Table(run.images().stream().map(this::row).toList()).lines(width, look));
        for (PastCheck check : run.stackChecks()) {
            lines.add(Failure.label("stack")
                    .with(check.ended()
                            .map(status -> Wording.mark(status, look))
                            .orElse(Line.of(Glyph.CANCELLED.in(look))))
                    .with(" " + check.name() + "  " + Took.print(check.took()))
                    .with(check.detail().isBlank() ? "" : "  " + check.detail())
                    .fit(width, look));
        }
        failures(run, bases).forEach(failure -> {
            lines.add(Line.EMPTY);
            lines.addAll(failure.lines(width, look));
        });
        if (!journal.isBlank()) {
            lines.add(Line.EMPTY);
            lines.add(Failure.label("journal").with(journal));
        }
        return lines;
    }

    private static void detail(List<Line> lines, String label, String text, int width) {
        String shown = label;
        for (String piece :
                Columns.wrap(Sanitizer.clean(text), width - Failure.label("").columns())) {
            lines.add(Failure.label(shown).with(piece));
            shown = "";
        }
    }

    private static Optional<String> provenance(Provenance provenance) {
        if (provenance.equals(Provenance.UNKNOWN)) {
            return Optional.empty();
        }
        String commit = provenance.commit().isEmpty()
                ? ""
                : ", commit "
                        + provenance
                                .commit()
                                .substring(
                                        0,
                                        Integer.min(COMMIT, provenance.commit().length()))
                        + (provenance.dirty() ? " and changes since" : "");
        return Optional.of("slipway " + provenance.slipway() + commit);
    }

    private static String base(PastBase base) {
        return base.reference() + ", " + base.how() + (base.id().isEmpty() ? "" : ", " + base.id())
                + (base.standIn().isEmpty() ? "" : ", a stand-in: " + base.standIn());
    }

    private Table.Row row(PastImage image) {
        String tried = String.join(
                ", ",
                image.rungs().stream()
                        .filter(rung -> image.rungs().size() > 1 || rung.attempts() > 1)
                        .map(HistoryWords::rung)
                        .toList());
        String note =
                image.reason().isBlank() || tried.isBlank() ? image.reason() + tried : image.reason() + "; " + tried;
        return new Table.Row(
                List.of(mark(image).with(" ").with(Tone.STRONG, image.name()), word(image), Line.of(image.variant())),
                List.of(
                        Line.of(image.rungs().isEmpty() ? "" : Took.print(image.took())),
                        Line.of(image.bytes() > 0 ? ByteSize.print(image.bytes()) : "")),
                note);
    }

    private static String rung(Rung rung) {
        String how = rung.passed() ? "passed" : "failed";
        return "'" + rung.variant() + "' " + how + (rung.attempts() > 1 ? " in " + rung.attempts() + " attempts" : "");
    }

    private Line mark(PastImage image) {
        return image.ended()
                .map(status -> Wording.mark(status, look))
                .orElse(Line.of(Tone.FAINT, Glyph.CANCELLED.in(look)));
    }

    private static Line word(PastImage image) {
        return image.ended().map(Wording::word).orElse(Line.of(Tone.FAINT, "unfinished"));
    }

    private static List<Failure> failures(PastRun run, List<PastBase> bases) {
        List<Failure> failures = new ArrayList<>();
        bases.forEach(base -> base.why()
                .ifPresent(why ->
                        failures.add(new Failure("base " + base.reference() + " failed", why, "", "", List.of()))));
        for (PastImage image : run.images()) {
            for (Rung rung : image.rungs()) {
                rung.why()
                        .filter(why -> !rung.passed())
                        .ifPresent(why -> failures.add(new Failure(
                                image.name() + " (" + rung.variant() + ") failed", why, "", "", List.of())));
            }
        }
        run.stackChecks().forEach(check -> check.why()
                .ifPresent(why -> failures.add(
                        new Failure("stack check '" + check.name() + "' failed", why, "", "", List.of()))));
        return failures;
    }

    List<Line> image(List<Occasion> occasions, int width) {
        boolean several = occasions.stream().map(Occasion::pipeline).distinct().count() > 1;
        List<Table.Row> rows = new ArrayList<>();
        rows.add(head(
                several
                        ? List.of("run", "when", "pipeline", "status", "variant")
                        : List.of("run", "when", "status", "variant"),
                List.of("took", "size")));
        for (Occasion occasion : occasions) {
            PastImage image = occasion.image();
            List<Line> cells = new ArrayList<>();
            cells.add(Line.of(Tone.FAINT, shortened(occasion.run())));
            cells.add(Line.of(when(occasion.began())));
            if (several) {
                cells.add(Line.of(Tone.STRONG, occasion.pipeline()));
            }
            cells.add(mark(image).with(" ").with(word(image)));
            cells.add(Line.of(image.variant()));
            rows.add(new Table.Row(
                    cells,
                    List.of(
                            Line.of(image.rungs().isEmpty() ? "" : Took.print(image.took())),
                            Line.of(image.bytes() > 0 ? ByteSize.print(image.bytes()) : "")),
                    changes(occasion)));
        }
        return new Table(rows).lines(width, look);
    }

    private static String changes(Occasion occasion) {
        List<String> packages = occasion.packages();
        String news = String.join(", ", packages.subList(0, Integer.min(MOST_CHANGES, packages.size())))
                + (packages.size() > MOST_CHANGES ? " and " + (packages.size() - MOST_CHANGES) + " more" : "");
        PastImage image = occasion.image();
        String why = image.why().isPresent() ? brief(image.why(), "") : image.reason();
        String story = why.isBlank() ? occasion.cause() : why;
        return news.isEmpty() || story.isBlank() ? news + story : story + "; " + news;
    }
}
