package dev.slipway.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a pattern as moby's pattern matcher does. That compares plain text, also before or after {@code **}, as it stands;
 * any other pattern becomes a regular expression of Go's, and what means something there shows through: a letter after a
 * backslash, {@code ^} outside brackets, and {@code .*} that ends at a line break. Used once.
 */
final class GlobReader {
    private static final String WILD = "*?[]\\";
    private static final Map<Integer, Integer> CONTROLS =
            Map.of((int) 'a', 7, (int) 't', 9, (int) 'n', 10, (int) 'v', 11, (int) 'f', 12, (int) 'r', 13);
    private static final int LAST = Character.MAX_CODE_POINT;
    /** What a letter after a backslash stands for: ranges, in order. */
    private static final Map<Integer, List<int[]>> SETS = Map.of(
            (int) 'd', List.of(range('0', '9')),
            (int) 'D', List.of(range(0, '0' - 1), range('9' + 1, LAST)),
            (int) 's', List.of(range(9, 10), range(12, 13), range(' ', ' ')),
            (int) 'S', List.of(range(0, 8), range(11, 11), range(14, ' ' - 1), range(' ' + 1, LAST)),
            (int) 'w', List.of(range('0', '9'), range('A', 'Z'), range('_', '_'), range('a', 'z')),
            (int) 'W',
                    List.of(
                            range(0, '0' - 1),
                            range('9' + 1, 'A' - 1),
                            range('Z' + 1, '_' - 1),
                            range('_' + 1, 'a' - 1),
                            range('z' + 1, LAST)));

    private final int[] pattern;
    private final boolean expression;
    private final boolean name;
    private int at;

    private GlobReader(String pattern, boolean name) {
        this.pattern = pattern.codePoints().toArray();
        this.name = name;
        this.expression = !name && !plain(pattern);
    }

    /** A pattern for whole paths, cleaned. */
    static GlobReader ofPath(String pattern) {
        return new GlobReader(pattern, false);
    }

    /** A pattern for one name, by the simpler rules of Go's {@code filepath.Match}. */
    static GlobReader ofName(String pattern) {
        return new GlobReader(pattern, true);
    }

    private static boolean plain(String pattern) {
        String middle = pattern.startsWith("**")
                ? pattern.substring(2)
                : pattern.endsWith("**") ? pattern.substring(0, pattern.length() - 2) : pattern;
        return middle.chars().noneMatch(unit -> WILD.indexOf(unit) >= 0);
    }

    private static int[] range(int low, int high) {
        return new int[] {low, high};
    }

    /** @throws IllegalArgumentException saying in words what is wrong with the pattern */
    Glob read() {
        List<GlobToken> tokens = new ArrayList<>();
        while (at < pattern.length) {
            int start = at;
            int codePoint = pattern[at++];
            switch (codePoint) {
                case '*' -> tokens.add(name ? new GlobToken.Star() : star(start));
                case '?' -> tokens.add(new GlobToken.One());
                case '[' -> tokens.add(oneOf());
                case '\\' -> tokens.add(escaped());
                case '^' -> tokens.add(expression ? new GlobToken.Start() : new GlobToken.Literal(codePoint));
                default -> tokens.add(new GlobToken.Literal(codePoint));
            }
        }
        return new Glob(tokens, expression);
    }

    private GlobToken star(int start) {
        if (at == pattern.length || pattern[at] != '*') {
            return new GlobToken.Star();
        }
        at++;
        boolean slash = at < pattern.length && pattern[at] == '/';
        if (slash) {
            at++;
        }
        if (at == pattern.length) {
            return new GlobToken.Rest();
        }
        // A leading ** before plain text makes that text a mere suffix.
        return start == 0 && !slash && !expression ? new GlobToken.Rest() : new GlobToken.Folders();
    }

    private GlobToken escaped() {
        List<int[]> set = at < pattern.length && expression ? SETS.get(pattern[at]) : null;
        if (set != null) {
            at++;
            return new GlobToken.OneOf(false, set);
        }
        return new GlobToken.Literal(escape());
    }

    private int escape() {
        if (at == pattern.length) {
            throw new IllegalArgumentException("it ends with a backslash that escapes nothing");
        }
        int codePoint = pattern[at++];
        if (!expression || (codePoint < 128 && !Character.isLetterOrDigit(codePoint))) {
            return codePoint;
        }
        Integer control = CONTROLS.get(codePoint);
        if (control == null) {
            throw new IllegalArgumentException(
                    "'" + Character.toString(codePoint) + "' needs no backslash, and builders stumble over it");
        }
        return control;
    }

    private GlobToken.OneOf oneOf() {
        boolean negated = at < pattern.length && pattern[at] == '^';
        if (negated) {
            at++;
        }
        List<int[]> ranges = new ArrayList<>();
        while (true) {
            if (at == pattern.length) {
                throw unclosed();
            }
            if (pattern[at] == ']' && !ranges.isEmpty()) {
                at++;
                return new GlobToken.OneOf(negated, List.copyOf(ranges));
            }
            members(ranges);
        }
    }

    private void members(List<int[]> ranges) {
        boolean escapes = expression && pattern[at] == '\\' && at + 1 < pattern.length;
        List<int[]> set = escapes ? SETS.get(pattern[at + 1]) : null;
        if (set != null) {
            at += 2;
            ranges.addAll(set);
            return;
        }
        int low = member();
        int high = low;
        if (at < pattern.length && pattern[at] == '-') {
            at++;
            high = member();
        }
        if (high < low) {
            throw new IllegalArgumentException("a range in its '[…]' runs backwards");
        }
        ranges.add(range(low, high));
    }

    private int member() {
        if (at == pattern.length) {
            throw unclosed();
        }
        int codePoint = pattern[at++];
        if (codePoint == '\\') {
            return escape();
        }
        if (codePoint == '-' || codePoint == ']') {
            throw new IllegalArgumentException(
                    "a bare '" + Character.toString(codePoint) + "' in its '[…]' needs a backslash");
        }
        return codePoint;
    }

    private static IllegalArgumentException unclosed() {
        return new IllegalArgumentException("its '[' is never closed");
    }
}
