package dev.slipway.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that whoever runs the pipeline gives it, by a name that {@code ${NAME}} takes. What was given for a plain one
 * is written out wherever it stands, so that nothing here holds it. The value of a {@code secret} one is never part of
 * the model.
 *
 * @param standard what counts when nothing is given; null where there is none
 * @param choices the only values it may have; empty for any of its kind
 */
public record Param(
        String name,
        Kind kind,
        @Nullable String standard,
        boolean required,
        boolean secret,
        List<String> choices,
        String description,
        Origin origin) {
    public Param {
        choices = List.copyOf(choices);
    }

    /** What values may look like. */
    public enum Kind {
        TEXT,
        INTEGER,
        /** A whole number from 1 to 65535. */
        PORT,
        /** {@code true} or {@code false}. */
        FLAG
    }

    public Optional<String> otherwise() {
        return Optional.ofNullable(standard);
    }
}
