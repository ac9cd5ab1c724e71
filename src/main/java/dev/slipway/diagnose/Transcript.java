package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The evidence's text, made fit for reading: message first, then the lines, cleaned, numbered as they came, bounded. Of
 * too long a log the beginning and the end are kept, the end three times as much.
 */
record Transcript(List<Line> lines, @Nullable Integer echoedExit) {
    static final int MOST_LINES = 20_000;
    static final int MOST_CHARACTERS = 4 << 20;

    private static final int HEAD = 4;
    private static final Pattern ECHOED_EXIT = Pattern.compile(
            "(?:did not complete successfully: exit code: |returned a non-zero code: |^executor failed running .*: exit code: )(\\d{1,3})");

    static Transcript of(Evidence evidence) {
        List<Line> lines = new ArrayList<>();
        evidence.message().lines().limit(MOST_LINES).forEach(raw -> add(lines, 0, raw));
        List<String> raw = evidence.lines();
        int head = headEnd(raw);
        int tail = tailStart(raw, head);
        for (int index = 0; index < raw.size(); index++) {
            if (index < head || index >= tail) {
                add(lines, index + 1, raw.get(index));
            }
        }
        List<Line> marked = Asides.mark(lines, raw);
        return new Transcript(Wrapped.joined(marked), exitIn(marked));
    }

    /** What a rule may rest on. */
    List<Line> witnesses() {
        return lines.stream().filter(line -> !line.aside()).toList();
    }

    /** The exit code that the builder itself names in the text, where the evidence brought none. */
    Optional<Integer> exit() {
        return Optional.ofNullable(echoedExit);
    }

    private static void add(List<Line> lines, int number, String raw) {
        for (String text : Cleaner.clean(raw)) {
            lines.add(Line.of(number, text));
        }
    }

    private static int headEnd(List<String> raw) {
        int characters = 0;
        int end = 0;
        while (end < Math.min(raw.size(), MOST_LINES / HEAD) && characters < MOST_CHARACTERS / HEAD) {
            characters += cost(raw.get(end++));
        }
        return end;
    }

    private static int tailStart(List<String> raw, int head) {
        int characters = 0;
        int start = raw.size();
        while (start > head
                && raw.size() - start < MOST_LINES - MOST_LINES / HEAD
                && characters < MOST_CHARACTERS - MOST_CHARACTERS / HEAD) {
            characters += cost(raw.get(--start));
        }
        return start;
    }

    private static int cost(String line) {
        return Math.min(line.length(), Cleaner.LONGEST_LINE) + 1;
    }

    private static @Nullable Integer exitIn(List<Line> lines) {
        for (int at = lines.size() - 1; at >= 0; at--) {
            Matcher matcher = ECHOED_EXIT.matcher(lines.get(at).text());
            if (matcher.find()) {
                return Integer.valueOf(matcher.group(1));
            }
        }
        return null;
    }
}
