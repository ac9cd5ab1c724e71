package dev.slipway.model;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the pipeline is verified by itself, how long it may stay degraded, and who is told. */
public record Nightly(@Nullable LocalTime time, int failAfterNights, List<String> webhooks) {
    public static final Nightly NONE = new Nightly(null, 0, List.of());

    public Nightly {
        webhooks = List.copyOf(webhooks);
    }

    public Optional<LocalTime> at() {
        return Optional.ofNullable(time);
    }
}
