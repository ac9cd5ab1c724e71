package dev.slipway.context;

import java.util.ArrayList;
import java.util.List;

/**
 * One pattern of an ignore file, matched against whole paths with {@code /} between their parts. {@code *} and
 * {@code ?} stay within one part, {@code **} spans parts, classes and {@code \} work as in Go's {@code filepath.Match}.
 * What {@code **} means in each position is what moby's pattern matcher makes of it, its oddities included.
 *
 * <p>Matching follows all possibilities at once, so its time is bounded by pattern length times path length whatever
 * the pattern. Immutable.
 */
final class Glob {
    private final List<Token> tokens;
    private final String prefix;
    /** The code points that the pattern ends with, last one first. */
    private final String suffix;

    private final boolean literal;

    private Glob(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
        this.prefix = leadingLiterals(tokens);
        this.suffix = leadingLiterals(tokens.reversed());
        this.literal = tokens.stream().allMatch(Literal.class::isInstance);
    }

    /** @throws IllegalArgumentException saying in words what is wrong with the pattern */
    static Glob parse(String pattern) {
        return new Glob(new Reader(pattern).read());
    }

    boolean matches(String path) {
        if (literal) {
            return path.equals(prefix);
        }
        return path.startsWith(prefix) && endsWithReversed(path, suffix) && new Run().matches(path);
    }

    private static String leadingLiterals(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            if (!(token instanceof Literal one)) {
                break;
            }
            text.appendCodePoint(one.codePoint);
        }
        return text.toString();
    }

    private static boolean endsWithReversed(String path, String suffix) {
        int at = path.length();
        for (int i = 0; i < suffix.length(); ) {
            int wanted = suffix.codePointAt(i);
            if (at == 0 || path.codePointBefore(at) != wanted) {
                return false;
            }
            at -= Character.charCount(wanted);
            i += Character.charCount(wanted);
        }
        return true;
    }

    private sealed interface Token {}

    private record Literal(int codePoint) implements Token {}

    /** {@code ?}: one character of a part. */
    private record One() implements Token {}

    /** {@code *}: any number of characters of a part. */
    private record Star() implements Token {}

    /** {@code **} before something else: nothing, or anything that ends with a slash. */
    private record Folders() implements Token {}

    /** {@code **} at the end: anything. */
    private record Rest() implements Token {}

    /** A class in brackets. As in its model, it may match a slash. */
    private record OneOf(boolean negated, List<int[]> ranges) implements Token {
        boolean has(int codePoint) {
            for (int[] range : ranges) {
                if (range[0] <= codePoint && codePoint <= range[1]) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    /** The states a match can be in: {@code i} before token i; {@code size + 1 + i} within the folders of token i. */
    private final class Run {
        private final int size = tokens.size();
        private int[] states = new int[2 * size + 2];
        private int stateCount;
        private int[] next = new int[2 * size + 2];
        private int nextCount;
        private final int[] seenAt = new int[2 * size + 2];
        private int step = 1;

        boolean matches(String path) {
            enter(0);
            swap();
            for (int at = 0; at < path.length() && stateCount > 0; ) {
                int codePoint = path.codePointAt(at);
                for (int i = 0; i < stateCount; i++) {
                    advance(states[i], codePoint);
                }
                swap();
                at += Character.charCount(codePoint);
            }
            for (int i = 0; i < stateCount; i++) {
                if (states[i] == size) {
                    return true;
                }
            }
            return false;
        }

        private void swap() {
            int[] old = states;
            states = next;
            next = old;
            stateCount = nextCount;
            nextCount = 0;
            step++;
        }

        private void advance(int state, int codePoint) {
            if (state > size) {
                add(state);
                if (codePoint == '/') {
                    enter(state - size);
                }
                return;
            }
            if (state == size) {
                return;
            }
            switch (tokens.get(state)) {
                case Literal one -> {
                    if (one.codePoint == codePoint) {
                        enter(state + 1);
                    }
                }
                case One any -> {
                    if (codePoint != '/') {
                        enter(state + 1);
                    }
                }
                case OneOf some -> {
                    if (some.has(codePoint)) {
                        enter(state + 1);
                    }
                }
                case Star star -> {
                    if (codePoint != '/') {
                        enter(state);
                    }
                }
                case Rest rest -> enter(state);
                case Folders folders -> throw new IllegalStateException("a state before folders is never kept");
            }
        }

        /** Adds a state and all that can be reached from it without reading on. */
        private void enter(int first) {
            for (int state = first; ; state++) {
                if (state == size) {
                    add(state);
                    return;
                }
                switch (tokens.get(state)) {
                    case Literal one -> {
                        add(state);
                        return;
                    }
                    case One any -> {
                        add(state);
                        return;
                    }
                    case OneOf some -> {
                        add(state);
                        return;
                    }
                    case Star star -> {
                        if (!add(state)) {
                            return;
                        }
                    }
                    case Rest rest -> {
                        if (!add(state)) {
                            return;
                        }
                    }
                    case Folders folders -> add(size + 1 + state);
                }
            }
        }

        private boolean add(int state) {
            if (seenAt[state] == step) {
                return false;
            }
            seenAt[state] = step;
            next[nextCount++] = state;
            return true;
        }
    }

    private static final class Reader {
        private final int[] pattern;
        private int at;

        Reader(String pattern) {
            this.pattern = pattern.codePoints().toArray();
        }

        List<Token> read() {
            List<Token> tokens = new ArrayList<>();
            while (at < pattern.length) {
                int start = at;
                int codePoint = pattern[at++];
                switch (codePoint) {
                    case '*' -> tokens.add(star(start));
                    case '?' -> tokens.add(new One());
                    case '[' -> tokens.add(oneOf());
                    case '\\' -> tokens.add(new Literal(escaped()));
                    default -> tokens.add(new Literal(codePoint));
                }
            }
            return tokens;
        }

        private Token star(int start) {
            if (at == pattern.length || pattern[at] != '*') {
                return new Star();
            }
            at++;
            boolean slash = at < pattern.length && pattern[at] == '/';
            if (slash) {
                at++;
            }
            if (at == pattern.length) {
                return new Rest();
            }
            return start == 0 && !slash && plainFrom(at) ? new Rest() : new Folders();
        }

        /** moby compares a leading {@code **} before plain text as a mere suffix. */
        private boolean plainFrom(int from) {
            for (int i = from; i < pattern.length; i++) {
                if ("*?[]\\".indexOf(pattern[i]) >= 0) {
                    return false;
                }
            }
            return true;
        }

        private int escaped() {
            if (at == pattern.length) {
                throw new IllegalArgumentException("it ends with a backslash that escapes nothing");
            }
            return pattern[at++];
        }

        private OneOf oneOf() {
            boolean negated = at < pattern.length && pattern[at] == '^';
            if (negated) {
                at++;
            }
            List<int[]> ranges = new ArrayList<>();
            while (true) {
                if (at == pattern.length) {
                    throw new IllegalArgumentException("its '[' is never closed");
                }
                if (pattern[at] == ']' && !ranges.isEmpty()) {
                    at++;
                    return new OneOf(negated, List.copyOf(ranges));
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
                ranges.add(new int[] {low, high});
            }
        }

        private int member() {
            if (at == pattern.length) {
                throw new IllegalArgumentException("its '[' is never closed");
            }
            int codePoint = pattern[at++];
            if (codePoint == '\\') {
                return escaped();
            }
            if (codePoint == '-' || codePoint == ']') {
                throw new IllegalArgumentException(
                        "a bare '" + Character.toString(codePoint) + "' in its '[…]' needs a backslash");
            }
            return codePoint;
        }
    }
}
