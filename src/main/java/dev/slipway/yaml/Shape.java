package dev.slipway.yaml;

import org.jspecify.annotations.Nullable;

/**
 * What a value may look like. The same declaration reads the value, and is what the JSON Schema and the reference page
 * are written from; a new kind of shape does not compile until all three know it.
 */
sealed interface Shape<T> permits Either, Fields, Flag, JsonValue, ListOf, MapOf, Mapped, Text, Whole, Word {
    /** Null when the value is wrong, which has been told by then. */
    @Nullable
    T read(Cursor at);

    /** Whether a node of this kind can be meant for this shape, right or wrong. */
    boolean takes(Node node);

    /** With its article, as it stands after "where": {@code a duration}. */
    String wanted();

    /** A valid value, as one would write it. */
    String example();
}
