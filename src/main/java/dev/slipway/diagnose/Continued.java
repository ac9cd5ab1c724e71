package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads across the line breaks of a builder's output. It numbers each line that it prints, so one without a number went
 * on from the one before, which is followed by itself joined with those; other logs come through untouched.
 */
final class Continued {
    private static final int MOST = 9;

    private Continued() {}

    static List<Line> joined(List<Line> lines) {
        List<Line> result = new ArrayList<>(lines.size());
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            int end = endOfRest(lines, at);
            if (end == at) {
                result.add(line);
                continue;
            }
            Line joined = whole(lines, at, end);
            boolean echo = Steps.echo(joined);
            result.add((echo ? line.as(Line.Standing.ASIDE) : line).showing(joined.text()));
            if (!echo && !line.aside()) {
                result.add(joined);
            }
            int last = echo ? endOfEcho(lines, at, end) : at;
            lines.subList(at + 1, last + 1).forEach(rest -> result.add(rest.as(Line.Standing.ASIDE)));
            at = last;
        }
        return result;
    }

    private static Line whole(List<Line> lines, int first, int last) {
        StringBuilder text = new StringBuilder(lines.get(first).text());
        lines.subList(first + 1, last + 1)
                .forEach(rest -> text.append(' ').append(rest.text().strip()));
        return lines.get(first).joined(text.toString(), text.toString(), last - first);
    }

    /** Behind the head of a step stands only the rest of its command; any other echo ends with the line that completes it. */
    private static int endOfEcho(List<Line> lines, int first, int last) {
        if (Steps.head(lines.get(first))) {
            return last;
        }
        int end = first;
        while (!Steps.echo(whole(lines, first, end))) {
            end++;
        }
        return end;
    }

    /** The last of the lines that go on from this one, which is itself where none do. */
    private static int endOfRest(List<Line> lines, int at) {
        if (lines.get(at).step().isEmpty()) {
            return at;
        }
        int end = at;
        while (end + 1 < lines.size()
                && end - at <= MOST
                && lines.get(end + 1).step().isEmpty()
                && !lines.get(end + 1).text().isBlank()
                && !lines.get(end + 1).text().startsWith("---")
                && !PowerShell.record(lines.get(end + 1).text())) {
            end++;
        }
        boolean goesOn = end + 1 < lines.size() && !lines.get(end + 1).step().isEmpty();
        return goesOn ? end : at;
    }
}
