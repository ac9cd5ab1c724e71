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
            StringBuilder whole = new StringBuilder(line.text());
            lines.subList(at + 1, end + 1)
                    .forEach(rest -> whole.append(' ').append(rest.text().strip()));
            Line joined = line.joined(whole.toString(), whole.toString(), end - at);
            boolean echo = Steps.echo(joined);
            result.add((echo ? line.as(Line.Standing.ASIDE) : line).showing(whole.toString()));
            if (!echo && !line.aside()) {
                result.add(joined);
            }
        }
        return result;
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
