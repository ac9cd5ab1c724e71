package dev.slipway.context;

import java.util.List;

/**
 * One pattern of an ignore file, matched against whole paths with {@code /} between their parts. {@code *} and
 * {@code ?} stay within one part, {@code **} spans parts. What each sign means in each position is what moby's pattern
 * matcher makes of it, its oddities included; {@link GlobReader} knows them.
 *
 * <p>Matching follows all possibilities at once, so its time is bounded by pattern length times path length whatever
 * the pattern. Immutable.
 */
final class Glob {
    private final List<GlobToken> tokens;
    private final boolean linesMatter;
    private final String prefix;
    /** The code points that the pattern ends with, last one first. */
    private final String suffix;

    private final boolean literal;

    /** @param linesMatter whether {@code **} ends at a line break */
    Glob(List<GlobToken> tokens, boolean linesMatter) {
        this.tokens = List.copyOf(tokens);
        this.linesMatter = linesMatter;
        this.prefix = leadingLiterals(tokens);
        this.suffix = leadingLiterals(tokens.reversed());
        this.literal = tokens.stream().allMatch(GlobToken.Literal.class::isInstance);
    }

    /** @throws IllegalArgumentException saying in words what is wrong with the pattern */
    static Glob parse(String pattern) {
        return GlobReader.ofPath(pattern).read();
    }

    /**
     * A pattern for one name, in which {@code **} means no more than {@code *}: as COPY reads each part of a source.
     *
     * @throws IllegalArgumentException saying in words what is wrong with the pattern
     */
    static Glob ofName(String pattern) {
        return GlobReader.ofName(pattern).read();
    }

    boolean matches(String path) {
        if (literal) {
            return path.equals(prefix);
        }
        return path.startsWith(prefix) && endsWithReversed(path, suffix) && new Run().matches(path);
    }

    private static String leadingLiterals(List<GlobToken> tokens) {
        StringBuilder text = new StringBuilder();
        for (GlobToken token : tokens) {
            if (!(token instanceof GlobToken.Literal one)) {
                break;
            }
            text.appendCodePoint(one.codePoint());
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

    /** The states a match can be in: {@code i} before token i; {@code size + 1 + i} within the folders of token i. */
    private final class Run {
        private final int size = tokens.size();
        private int[] states = new int[2 * size + 2];
        private int stateCount;
        private int[] next = new int[2 * size + 2];
        private int nextCount;
        private final int[] seenAt = new int[2 * size + 2];
        private int step = 1;
        private boolean atStart = true;

        boolean matches(String path) {
            enter(0);
            swap();
            atStart = false;
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
                if (!linesMatter || codePoint != '\n') {
                    add(state);
                }
                if (codePoint == '/') {
                    enter(state - size);
                }
                return;
            }
            if (state == size) {
                return;
            }
            switch (tokens.get(state)) {
                case GlobToken.Literal one -> {
                    if (one.codePoint() == codePoint) {
                        enter(state + 1);
                    }
                }
                case GlobToken.One any -> {
                    if (codePoint != '/') {
                        enter(state + 1);
                    }
                }
                case GlobToken.OneOf some -> {
                    if (some.has(codePoint)) {
                        enter(state + 1);
                    }
                }
                case GlobToken.Star star -> {
                    if (codePoint != '/') {
                        enter(state);
                    }
                }
                case GlobToken.Rest rest -> {
                    if (!linesMatter || codePoint != '\n') {
                        enter(state);
                    }
                }
                case GlobToken.Folders folders ->
                    throw new IllegalStateException("a state before folders is never kept");
                case GlobToken.Start start -> throw new IllegalStateException("a state before the start is never kept");
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
                    case GlobToken.Literal one -> {
                        add(state);
                        return;
                    }
                    case GlobToken.One any -> {
                        add(state);
                        return;
                    }
                    case GlobToken.OneOf some -> {
                        add(state);
                        return;
                    }
                    case GlobToken.Star star -> {
                        if (!add(state)) {
                            return;
                        }
                    }
                    case GlobToken.Rest rest -> {
                        if (!add(state)) {
                            return;
                        }
                    }
                    case GlobToken.Folders folders -> add(size + 1 + state);
                    case GlobToken.Start start -> {
                        if (!atStart) {
                            return;
                        }
                    }
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
}
