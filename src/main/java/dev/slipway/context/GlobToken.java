package dev.slipway.context;

import java.util.List;

/** A part of a pattern. */
sealed interface GlobToken {
    record Literal(int codePoint) implements GlobToken {}

    /** {@code ?}: one character of a part. */
    record One() implements GlobToken {}

    /** {@code *}: any number of characters of a part. */
    record Star() implements GlobToken {}

    /** {@code **} before something else: nothing, or anything that ends with a slash. */
    record Folders() implements GlobToken {}

    /** {@code **} at the end: anything. */
    record Rest() implements GlobToken {}

    /** Nothing, at the beginning of the path, and nowhere else. */
    record Start() implements GlobToken {}

    /** A class in brackets. As in its model, it may match a slash. */
    record OneOf(boolean negated, List<int[]> ranges) implements GlobToken {
        boolean has(int codePoint) {
            for (int[] range : ranges) {
                if (range[0] <= codePoint && codePoint <= range[1]) {
                    return !negated;
                }
            }
            return negated;
        }
    }
}
