package dev.slipway.notices;

import java.time.Duration;
import java.util.List;

/**
 * How long sending may take: {@code connect} until somebody answers, {@code whole} for one try. A server that answers that it
 * cannot now is asked again after each of {@code pauses}. A notice is given up when it could not be sent for
 * {@code patience}; receipts and what was given up are kept for {@code memory}.
 */
public record Limits(Duration connect, Duration whole, List<Duration> pauses, Duration patience, Duration memory) {
    public static final Limits USUAL = new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(10)),
            Duration.ofDays(7),
            Duration.ofDays(90));

    /** The longest that one target may take of one round of deliveries, however much there is to send. */
    private static final int TRIES_OF_A_ROUND = 4;

    public Limits {
        pauses = List.copyOf(pauses);
    }

    Duration round() {
        return whole.multipliedBy(TRIES_OF_A_ROUND);
    }
}
