package dev.slipway.model;

import java.time.Duration;

/** Limits of every step: {@code total} from its start, {@code idle} since it last said anything. */
public record Timeouts(Duration total, Duration idle) {
    public Timeouts {
        if (total.isZero() || total.isNegative() || idle.isZero() || idle.isNegative()) {
            throw new IllegalArgumentException("timeouts must be positive: total " + total + ", idle " + idle);
        }
    }
}
