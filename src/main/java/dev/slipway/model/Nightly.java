package dev.slipway.model;

import dev.slipway.model.NoticeTarget.Address;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the pipeline is verified by itself, and who is told. A night begins up to {@code jitter} after its time. After {@code
 * failAfterNights} nights in a row of being degraded an image counts as failed, 0 for never. Without a good night for {@code
 * staleAfter} the pipeline is stale. {@code watchman} is asked by GET after each night that was whole, null for nobody.
 */
public record Nightly(
        @Nullable LocalTime time,
        Duration jitter,
        Duration staleAfter,
        int failAfterNights,
        @Nullable Address watchman,
        List<NoticeTarget> targets) {
    public static final Nightly NONE = new Nightly(null, Duration.ZERO, Duration.ofHours(36), 0, null, List.of());

    public Nightly {
        targets = List.copyOf(targets);
    }

    public Optional<LocalTime> at() {
        return Optional.ofNullable(time);
    }

    public Optional<Address> heartbeat() {
        return Optional.ofNullable(watchman);
    }
}
