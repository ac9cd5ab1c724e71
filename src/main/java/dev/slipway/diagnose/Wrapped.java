package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads across the line breaks of a PowerShell console, which wraps the error stream at the window's width, in the
 * middle of a word where it must, and strews its own record of the error between. Each line is followed by itself
 * joined with those after it; other logs come through untouched.
 */
final class Wrapped {
    private static final int WIDEST = 160;
    private static final int JOINED = 4;
    private static final int NEIGHBOURS = 6;

    private Wrapped() {}

    static List<Line> joined(List<Line> lines) {
        boolean powerShell = lines.stream()
                .map(Line::text)
                .anyMatch(text -> text.contains("NativeCommand")
                        || text.contains("+ CategoryInfo")
                        || text.startsWith("At line:"));
        return powerShell ? join(lines) : lines;
    }

    private static List<Line> join(List<Line> lines) {
        List<Line> result = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            result.add(ownRecord(line.text()) ? line.asAside() : line);
            if (!line.aside() && goesOn(lines, at)) {
                result.add(Line.of(line.number(), text(lines, at)));
            }
        }
        return result;
    }

    private static String text(List<Line> lines, int first) {
        int width = width(lines, first);
        StringBuilder text = new StringBuilder(lines.get(first).text());
        for (int at = first; at < first + JOINED && goesOn(lines, at); at++) {
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
