package dev.slipway.preflight;

import java.util.List;

/** Comments {@code # slipway:ignore=RULE}, several rules parted by commas, and what they silence. */
final class Silence {
    private static final String MARK = "slipway:ignore=";

    private final List<String> lines;

    Silence(List<String> lines) {
        this.lines = lines;
    }

    /** Whether the line, or a comment in the unbroken block of comments above it, names the rule. */
    boolean covers(int line, String rule) {
        if (line < 1 || line > lines.size()) {
            return false;
        }
        if (names(lines.get(line - 1), rule)) {
            return true;
        }
        for (int above = line - 2; above >= 0 && lines.get(above).stripLeading().startsWith("#"); above--) {
            if (names(lines.get(above), rule)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(String line, String rule) {
        return named(line).contains(rule);
    }

    /** The rules that a comment of this line names; none where there is no such comment. */
    static List<String> named(String line) {
        int mark = line.indexOf(MARK);
        int hash = line.indexOf('#');
        if (mark < 0 || hash < 0 || hash > mark) {
            return List.of();
        }
        List<String> words = Words.atBlanks(line.substring(mark + MARK.length()));
        return words.isEmpty()
                ? List.of()
                : List.of(words.get(0).replaceAll("(^,+)|(,+$)|,+(?=,)", "").split(",", -1));
    }
}
