package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Picks the lines worth showing of a text that no rule knows: those that speak of an error, the later the better. */
final class Telling {
    private static final int SHOWN = 3;
    private static final int LOOKED_AT = 2_000;

    private record Sign(Clue clue, int weight) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(Clue.of("^(?:[A-Za-z_][\\w.]*\\.)?[A-Z]\\w*(?:Error|Exception|Exit|Interrupt): "), 9),
            new Sign(Clue.of("^(?:[a-z_]\\w*\\.)+(?:errors?|exceptions?|exc)\\.[A-Z]\\w+: "), 9),
            new Sign(Clue.of("^(?:E|fatal|FATAL|Fatal|ERROR|Error|error)(?: |:)"), 8),
            new Sign(
                    Clue.of(
                            "(?i)\\b(?:fatal|panic|abort(?:ed)?|segmentation fault|uncaught|unhandled)\\b|\\[critical]"),
                    7),
            new Sign(Clue.of("^npm (?:ERR!|error) (?:code|[A-Z]{4,}|4\\d\\d|5\\d\\d) ?"), 7),
            new Sign(Clue.of("(?i)\\b(?:error|exception)\\b"), 5),
            new Sign(
                    Clue.of(
                            "(?i)\\b(?:failed|failure|cannot|could not|unable to|denied|refused|invalid|missing|undefined|timed out|not found|no such|unsupported|not supported|incompatible)\\b"),
                    4),
            new Sign(Clue.of("^\\S+:\\d+:\\d+: "), 4),
            new Sign(
                    Clue.of(
                            "(?i)(?:0 errors|no error|\\bwarn(?:ing)?\\b|deprecat|error-|-error|errors?\\.|subprocess-exited)"),
                    -5),
            // What a package manager does says nothing by the names of its packages.
            new Sign(
                    Clue.of(
                            "^(?:W|Warning): |^\\s*(?:\\(\\d+/\\d+\\)|Selecting previously|Preparing to unpack|Unpacking|Setting up|Get:\\d+|Verifying  |Installing  |Running scriptlet|Collecting |Downloading |Requirement already|Successfully installed|- Locking |- Installing |copying |creating )"),
                    -20),
            new Sign(
                    Clue.of(
                            "^(?:npm (?:ERR!|error) )?\\s*(?:A complete log of this run|If you need help|Please include the following|note: |hint: )"),
                    -6));

    private record Scored(int at, int score, boolean joined) {}

    private Telling() {}

    /**
     * At most three lines in their order, none of which is told with another; the last one that says
     * anything where none speaks of an error.
     */
    static List<Line> of(List<Line> lines) {
        List<Line> said = lines.stream()
                .skip(Math.max(0, lines.size() - LOOKED_AT))
                .filter(line -> line.text().chars().anyMatch(Character::isLetterOrDigit))
                .toList();
        List<Scored> scored = new ArrayList<>();
        for (int at = 0; at < said.size(); at++) {
            int score = score(said.get(at));
            if (score > 0) {
                scored.add(new Scored(at, score, said.get(at).reach() > 0));
            }
        }
        if (scored.isEmpty()) {
            return said.isEmpty() ? List.of() : List.of(said.get(said.size() - 1));
        }
        scored.sort(Comparator.comparingInt(Scored::score)
                .thenComparing(Scored::joined, Comparator.reverseOrder())
                .thenComparingInt(Scored::at)
                .reversed());
        List<Integer> best = new ArrayList<>();
        for (int next = 0; next < scored.size() && best.size() < SHOWN; next++) {
            Line line = said.get(scored.get(next).at());
            if (best.stream().map(said::get).noneMatch(other -> toldBy(other, line) || toldBy(line, other))) {
                best.add(scored.get(next).at());
            }
        }
        return best.stream().sorted().map(said::get).toList();
    }

    private static boolean toldBy(Line line, Line other) {
        return line.covers(other) || line.reaches(other);
    }

    /** Whether a line speaks of an error at all. */
    static boolean speaks(Line line) {
        return score(line) > 0;
    }

    private static int score(Line line) {
        int score = 0;
        for (Sign sign : SIGNS) {
            score += sign.clue().fits(line) ? sign.weight() : 0;
        }
        return score;
    }
}
