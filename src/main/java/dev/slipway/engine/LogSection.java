package dev.slipway.engine;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a container's log that is wanted.
 *
 * @param lines no more than so many of the last ones that are there; negative for all
 * @param from the earliest moment; null for the beginning
 * @param follow whether to go on with what comes, until the container ends
 */
public record LogSection(int lines, @Nullable Instant from, boolean follow) {
    public Optional<Instant> since() {
        return Optional.ofNullable(from);
    }
}
