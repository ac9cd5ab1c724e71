package dev.slipway.console;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * How many columns a terminal gives to text, never less than any terminal would: sequences that some of them join into
 * one picture are counted piece by piece, so a line measured here never wraps.
 */
final class Columns {
    private static final int EMOJI_SELECTOR = 0xfe0f;

    private Columns() {}

    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            columns += of(text.codePointAt(i));
        }
        return columns;
    }

    /** As much of the text as fits; a wide character that would stand half outside is left out. */
    static String cut(String text, int columns) {
        int used = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            used += of(text.codePointAt(i));
            if (used > columns) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** The text broken between words into lines of at most this many columns; a longer word is broken in itself. */
    static List<String> wrap(String text, int columns) {
        int limit = Integer.max(2, columns);
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (of(longer) <= limit) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = breakUp(word, limit, lines);
        }
        lines.add(line);
        return List.copyOf(lines);
    }

    /** Adds the full lines of a long word, and returns what is left of it. */
    static String breakUp(String word, int limit, List<String> lines) {
        String rest = word;
        while (of(rest) > limit) {
            String head = cut(rest, limit);
            lines.add(head);
            rest = rest.substring(head.length());
        }
        return rest;
    }

    private static int of(int point) {
        // The selector turns a narrow sign into a wide emoji, one column more than the sign itself.
        return point == EMOJI_SELECTOR ? 1 : Integer.max(0, WCWidth.wcwidth(point));
    }
}
