package dev.slipway.console;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.model.Took;
import dev.slipway.stack.Row;
import dev.slipway.stack.StackEvent;
import dev.slipway.stack.StackEvent.Intent;
import dev.slipway.stack.StackEvent.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The story of a stack in lines, for whichever display shows them. */
record StackWords(Look look, int nameColumns) {
    private static final int MOST_LINES = 15;

    StackWords named(List<String> roles) {
        int widest = roles.stream().mapToInt(Columns::of).max().orElse(0);
        return new StackWords(look, Math.clamp(widest, 0, 24));
    }

    Line about(String role) {
        return Line.of(Tone.STRONG, role).padTo(nameColumns + 2);
    }

    Line intent(Intent intent) {
        String cause = intent.cause().isEmpty() ? "" : ": " + intent.cause();
        Line words =
                switch (intent.step()) {
                    case KEEP -> Line.of(Tone.FAINT, "stands already, unchanged");
                    case START -> Line.of("is started");
                    case REPLACE -> Line.of("is replaced" + cause);
                    case REMOVE -> Line.of("is taken away" + cause);
                };
        Line line = about(intent.role()).with(words);
        return intent.degraded() ? line.with(Tone.LOUD, "  degraded: " + intent.title()) : line;
    }

    Line ready(StackEvent.RoleReady ready) {
        return about(ready.role())
                .with(Tone.GOOD, Glyph.PASSED.in(look) + " ready")
                .with(" after " + Took.print(ready.took()))
                .with(Tone.FAINT, ready.detail().isEmpty() ? "" : "  " + ready.detail());
    }

    Line removed(StackEvent.RoleRemoved removed) {
        return about(removed.role()).with("taken down, " + Took.print(removed.took()));
    }

    Line notice(StackEvent.Noticed notice) {
        return switch (notice.level()) {
            case INFO -> Line.of(Tone.FAINT, Glyph.NOTICE.in(look) + " " + notice.text());
            case WARNING -> Line.of(Tone.LOUD, "warning: " + notice.text());
        };
    }

    List<Line> failed(StackEvent.RoleFailed failed, int width) {
        Diagnosis why = failed.why();
        List<String> last = failed.lines()
                .subList(
                        Math.max(0, failed.lines().size() - MOST_LINES),
                        failed.lines().size());
        return new Failure(failed.role() + " failed", why, "", "", last).lines(width, look);
    }

    /** The table of what stands. */
    List<Line> table(List<Row> rows, int width) {
        List<Table.Row> table = new ArrayList<>();
        for (Row row : rows) {
            Line title =
                    switch (row.kind()) {
                        case DEGRADED -> Line.of(Tone.LOUD, row.title() + " (degraded)");
                        case PREFERRED -> Line.of(row.title());
                        case SERVICE -> Line.of(Tone.FAINT, row.title());
                    };
            table.add(new Table.Row(
                    List.of(mark(row.condition()).with(" ").with(Tone.STRONG, row.role()), title, state(row)),
                    List.of(),
                    String.join("  ", row.urls())));
        }
        return new Table(table).lines(width, look);
    }

    private Line mark(Row.Condition condition) {
        return switch (condition) {
            case GOOD -> Line.of(Tone.GOOD, Glyph.PASSED.in(look));
            case COMING -> Line.of(Tone.BUSY, Glyph.WAITING.in(look));
            case BAD -> Line.of(Tone.BAD, Glyph.FAILED.in(look));
            case DONE -> Line.of(Tone.FAINT, Glyph.SKIPPED.in(look));
        };
    }

    private static Line state(Row row) {
        return switch (row.condition()) {
            case GOOD, COMING -> Line.of(row.state());
            case BAD -> Line.of(Tone.BAD, row.state());
            case DONE -> Line.of(Tone.FAINT, row.state());
        };
    }

    /** What raising came to, after the table. */
    List<Line> ending(String stack, StackEvent.UpEnded ended) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.EMPTY);
        lines.add(verdict(stack, ended.outcome(), ended.took()));
        if (ended.outcome() == Outcome.FAILED) {
            lines.add(Line.of("What was started stays, to be looked at ('logs'); 'down' takes it away."));
        }
        return lines;
    }

    private static Line verdict(String stack, Outcome outcome, Duration took) {
        String time = " after " + Took.print(took);
        return switch (outcome) {
            case READY -> Line.of(Tone.GOOD, "UP").with(" " + stack + " is ready" + time);
            case DEGRADED ->
                Line.of(Tone.LOUD, "UP, DEGRADED")
                        .with(" " + stack + " is ready" + time + ", but not by its preferred variants");
            case FAILED -> Line.of(Tone.BAD, "FAILED").with(" " + stack + " is not ready" + time);
            case INTERRUPTED ->
                Line.of(Tone.BAD, "INTERRUPTED").with(" what this call had started is taken away" + time);
        };
    }

    Line down(String stack, StackEvent.DownEnded ended) {
        if (ended.containers() + ended.networks() + ended.volumes() + ended.left() == 0) {
            return Line.of("nothing of " + stack + " stands on this engine");
        }
        List<String> parts = new ArrayList<>();
        parts.add(counted(ended.containers(), "container"));
        parts.add(counted(ended.networks(), "network"));
        if (ended.volumes() > 0) {
            parts.add(counted(ended.volumes(), "volume"));
        }
        String removed = " " + stack + ": removed " + String.join(", ", parts) + " in " + Took.print(ended.took());
        return ended.left() == 0
                ? Line.of(Tone.GOOD, "DOWN").with(removed)
                : Line.of(Tone.BAD, "NOT DOWN").with(removed + "; left: " + ended.left());
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
