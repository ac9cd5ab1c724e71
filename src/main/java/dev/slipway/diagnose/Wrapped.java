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
        boolean narrow = narrow(lines);
        return narrow || PowerShell.printed(lines) ? join(lines, narrow ? JOINED_NARROW : JOINED) : lines;
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
            if (PowerShell.record(line.text())) {
                result.add(line.as(Line.Standing.ASIDE));
                continue;
            }
            boolean more = line.reach() == 0 && goesOn(lines, at);
            String before = line.reach() == 0 ? before(lines, at, most) : "";
            boolean part = !before.isEmpty() || (more && broken(lines, at));
            result.add(part ? line.showing(before + text(lines, at, most, Seam.WHERE_BROKEN)) : line);
            if (more && !line.aside()) {
                String glued = text(lines, at, most, Seam.GLUED);
                String spaced = text(lines, at, most, Seam.SPACED);
                if (!spaced.equals(glued)) {
                    result.add(line.joined(spaced, before + spaced, most));
                }
                result.add(line.joined(glued, before + glued, most));
            }
        }
        return result;
    }

    /**
     * How lines are put together. A line as long as the window is wide was cut within a word or just behind one, which
     * nobody can tell: it is glued to the next or not.
     */
    private enum Seam {
        GLUED,
        SPACED,
        /** Glued, and no further than the console broke. */
        WHERE_BROKEN
    }

    private static String text(List<Line> lines, int first, int most, Seam seam) {
        StringBuilder text = new StringBuilder(lines.get(first).text());
        for (int at = first;
                at < first + most && goesOn(lines, at) && (seam != Seam.WHERE_BROKEN || broken(lines, at));
                at++) {
            text.append(seam == Seam.SPACED ? " " : between(lines, at))
                    .append(lines.get(at + 1).text());
        }
        return text.toString();
    }

    /** Of a line that a console broke, what stands before this piece. */
    private static String before(List<Line> lines, int piece, int most) {
        int first = piece;
        while (first > 0 && first > piece - most && goesOn(lines, first - 1) && broken(lines, first - 1)) {
            first--;
        }
        StringBuilder text = new StringBuilder();
        for (int at = first; at < piece; at++) {
            text.append(lines.get(at).text()).append(between(lines, at));
        }
        return text.toString();
    }

    private static String between(List<Line> lines, int at) {
        return lines.get(at).text().length() == width(lines, at) ? "" : " ";
    }

    /** A line to which the builder gave a number begins there, whatever the width of the one before. */
    private static boolean goesOn(List<Line> lines, int at) {
        return at + 1 < lines.size()
                && lines.get(at + 1).step().isEmpty()
                && belongs(lines.get(at).text())
                && belongs(lines.get(at + 1).text());
    }

    /** The next line's first word had no place behind this one. A line that is said twice is a whole one. */
    private static boolean broken(List<Line> lines, int at) {
        String next = lines.get(at + 1).text();
        String text = lines.get(at).text();
        if (text.equals(next) || (at > 0 && text.equals(lines.get(at - 1).text()))) {
            return false;
        }
        int word = next.indexOf(' ');
        return text.length() + 1 + (word < 0 ? next.length() : word) > width(lines, at);
    }

    private static boolean belongs(String text) {
        return !text.isBlank() && text.length() <= WIDEST && !PowerShell.record(text);
    }

    /** The window was as wide as the longest line nearby; what PowerShell prints of its own was broken there too. */
    private static int width(List<Line> lines, int at) {
        return lines.subList(Math.max(0, at - NEIGHBOURS), Math.min(lines.size(), at + NEIGHBOURS)).stream()
                .map(Line::text)
                .filter(text -> belongs(text) || PowerShell.record(text))
                .mapToInt(String::length)
                .max()
                .orElse(WIDEST);
    }
}
