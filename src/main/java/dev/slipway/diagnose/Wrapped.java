package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads across the line breaks of a PowerShell console, which wraps the error stream at the window's width, in the
 * middle of a word where it must, and strews its own record of the error between; and of any text without one line as
 * long as a terminal is wide. Each line is followed by itself joined with those after it; other logs come through
 * untouched.
 */
final class Wrapped {
    private static final int WIDEST = 160;
    private static final int NARROW = 64;
    private static final int ENOUGH_LINES = 6;
    private static final int JOINED = 4;
    private static final int JOINED_NARROW = 9;
    private static final int NEIGHBOURS = 6;

    private Wrapped() {}

    static List<Line> joined(List<Line> lines) {
        boolean powerShell = lines.stream()
                .map(Line::text)
                .anyMatch(text -> text.contains("NativeCommand")
                        || text.contains("+ CategoryInfo")
                        || text.startsWith("At line:"));
        boolean narrow = narrow(lines);
        return powerShell || narrow ? join(lines, narrow ? JOINED_NARROW : JOINED) : lines;
    }

    /** All lines short and most of them nearly as long as the longest: nobody writes so, a narrow window does. */
    private static boolean narrow(List<Line> lines) {
        List<Integer> lengths = lines.stream()
                .map(line -> line.text().stripTrailing().length())
                .filter(length -> length > 0)
                .toList();
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
        long nearly = lengths.stream().filter(length -> length >= longest * 0.7).count();
        return lengths.size() >= ENOUGH_LINES && longest <= NARROW && nearly * 2 >= lengths.size();
    }

    private static List<Line> join(List<Line> lines, int most) {
        List<Line> result = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            result.add(ownRecord(line.text()) ? line.as(Line.Standing.ASIDE) : line);
            if (!line.aside() && goesOn(lines, at)) {
                result.add(Line.of(line.number(), line.step(), text(lines, at, most))
                        .as(line.standing()));
            }
        }
        return result;
    }

    private static String text(List<Line> lines, int first, int most) {
        int width = width(lines, first);
        StringBuilder text = new StringBuilder(lines.get(first).text());
        for (int at = first; at < first + most && goesOn(lines, at); at++) {
            text.append(lines.get(at).text().length() == width ? "" : " ")
                    .append(lines.get(at + 1).text());
        }
        return text.toString();
    }

    private static boolean goesOn(List<Line> lines, int at) {
        return at + 1 < lines.size()
                && belongs(lines.get(at).text())
                && belongs(lines.get(at + 1).text());
    }

    private static boolean belongs(String text) {
        return !text.isBlank() && text.length() <= WIDEST && !ownRecord(text);
    }

    /** The window was as wide as the longest line nearby. */
    private static int width(List<Line> lines, int at) {
        return lines.subList(Math.max(0, at - NEIGHBOURS), Math.min(lines.size(), at + NEIGHBOURS)).stream()
                .map(Line::text)
                .filter(Wrapped::belongs)
                .mapToInt(String::length)
                .max()
                .orElse(WIDEST);
    }

    private static boolean ownRecord(String text) {
        return text.startsWith("At line:") || text.stripLeading().startsWith("+ ") || text.startsWith("~~~");
    }
}
