package dev.slipway.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of toned text, immutable. Every text that enters it is cleaned, so no escape sequence reaches a terminal except
 * those that {@link #print} adds itself.
 */
record Line(List<Part> parts) {
    static final Line EMPTY = new Line(List.of());

    /** A piece of a line. */
    record Part(Tone tone, String text) {
        Part {
            text = Sanitizer.clean(text);
        }
    }

    Line {
        parts = List.copyOf(parts);
    }

    static Line of(Tone tone, String text) {
        return EMPTY.with(tone, text);
    }

    static Line of(String text) {
        return of(Tone.PLAIN, text);
    }

    Line with(Tone tone, String text) {
        if (text.isEmpty()) {
            return this;
        }
        List<Part> longer = new ArrayList<>(parts);
        boolean same = !parts.isEmpty() && parts.getLast().tone() == tone;
        String before = same ? longer.removeLast().text() : "";
        longer.add(new Part(tone, before + text));
        return new Line(longer);
    }

    Line with(String text) {
        return with(Tone.PLAIN, text);
    }

    Line with(Line other) {
        List<Part> longer = new ArrayList<>(parts);
        longer.addAll(other.parts);
        return new Line(longer);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    int columns() {
        return parts.stream().mapToInt(part -> Columns.of(part.text())).sum();
    }

    /** Filled up with spaces to the column, if it is shorter. */
    Line padTo(int column) {
        int missing = column - columns();
        return missing > 0 ? with(" ".repeat(missing)) : this;
    }

    /** Without the filling at its end. */
    Line stripTrailing() {
        int end = parts.size();
        while (end > 0 && parts.get(end - 1).text().isBlank()) {
            end--;
        }
        if (end == 0) {
            return EMPTY;
        }
        Part last = parts.get(end - 1);
        return new Line(parts.subList(0, end - 1)).with(last.tone(), last.text().stripTrailing());
    }

    /** As it is where it fits; else cut, and the cut shown. */
    Line fit(int columns, Look look) {
        if (columns() <= columns) {
            return this;
        }
        int room = columns - 1;
        Line cut = EMPTY;
        for (Part part : parts) {
            String head = Columns.cut(part.text(), room);
            cut = cut.with(part.tone(), head);
            room -= Columns.of(head);
            if (head.length() < part.text().length()) {
                break;
            }
        }
        return columns < 1 ? EMPTY : cut.with(Tone.FAINT, Glyph.ELLIPSIS.in(look));
    }

    /** Broken between words, each further line indented; a word that is longer than a line is left to the terminal. */
    List<Line> wrap(int columns, int indent) {
        List<Line> lines = new ArrayList<>();
        Line line = EMPTY;
        int start = 0;
        for (Part part : parts) {
            for (String word : part.text().split("(?<= )", -1)) {
                int used = line.columns();
                if (used > start && used + Columns.of(word.stripTrailing()) > columns) {
                    lines.add(line.stripTrailing());
                    line = EMPTY.padTo(indent);
                    start = indent;
                }
                line = line.with(part.tone(), word);
            }
        }
        lines.add(line.stripTrailing());
        return List.copyOf(lines);
    }

    /** The characters to write, without a line break. */
    String print(Look look) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(look.colour() ? part.tone().paint(part.text()) : part.text());
        }
        return look.colour() ? text.toString() : text.toString().stripTrailing();
    }
}
