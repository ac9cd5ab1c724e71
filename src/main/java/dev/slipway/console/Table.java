package dev.slipway.console;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under one another, each column as wide as its widest cell; the last cell is prose and may be long. */
record Table(List<Row> rows) {
    private static final String GAP = "  ";
    private static final int LEAST_PROSE = 24;

    /** {@code cells} line up at the left, {@code numbers} at the right of their columns; {@code prose} comes last. */
    record Row(List<Line> cells, List<Line> numbers, String prose) {
        Row {
            cells = List.copyOf(cells);
            numbers = List.copyOf(numbers);
        }
    }

    Table {
        rows = List.copyOf(rows);
    }

    /** The table in at most {@code width} columns; prose that has no room beside its row goes under it. */
    List<Line> lines(int width, Look look) {
        List<Line> lines = new ArrayList<>();
        for (Row row : rows) {
            Line line = Line.EMPTY;
            for (int i = 0; i < row.cells().size(); i++) {
                line = join(line, row.cells().get(i), widest(i, true), false);
            }
            for (int i = 0; i < row.numbers().size(); i++) {
                line = join(line, row.numbers().get(i), widest(i, false), true);
            }
            addProse(lines, line, row.prose(), width, look);
        }
        return lines;
    }

    private static Line join(Line line, Line cell, int columns, boolean right) {
        if (columns == 0) {
            return line;
        }
        String fill = " ".repeat(columns - cell.columns());
        Line gap = line.isEmpty() ? line : line.with(GAP);
        return right ? gap.with(fill).with(cell) : gap.with(cell).with(fill);
    }

    private int widest(int column, boolean cells) {
        return rows.stream()
                .map(row -> cells ? row.cells() : row.numbers())
                .filter(list -> column < list.size())
                .mapToInt(list -> list.get(column).columns())
                .max()
                .orElse(0);
    }

    private static void addProse(List<Line> lines, Line row, String prose, int width, Look look) {
        if (prose.isBlank()) {
            lines.add(row.stripTrailing().fit(width, look));
            return;
        }
        String text = Sanitizer.clean(prose);
        int room = width - row.columns() - GAP.length();
        if (Columns.of(text) <= room) {
            lines.add(row.with(GAP).with(text));
        } else if (room >= LEAST_PROSE) {
            Line margin = row.with(GAP);
            for (String piece : Columns.wrap(text, room)) {
                lines.add(margin.with(piece));
                margin = Line.EMPTY.padTo(row.columns() + GAP.length());
            }
        } else {
            lines.add(row.stripTrailing().fit(width, look));
            Columns.wrap(text, width - 2 * GAP.length())
                    .forEach(piece -> lines.add(Line.of(GAP + GAP).with(piece)));
        }
    }
}
