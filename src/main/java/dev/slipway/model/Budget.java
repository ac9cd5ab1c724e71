package dev.slipway.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a variant may cost: {@code time} for its whole attempt, {@code bytes} for the image. Absent means unlimited. */
public record Budget(@Nullable Duration timeLimit, @Nullable Long byteLimit) {
    public static final Budget UNLIMITED = new Budget(null, null);

    public Optional<Duration> time() {
        return Optional.ofNullable(timeLimit);
    }

    public OptionalLong bytes() {
        return byteLimit == null ? OptionalLong.empty() : OptionalLong.of(byteLimit);
    }
}
