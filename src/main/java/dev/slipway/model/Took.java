package dev.slipway.model;

import java.time.Duration;

/** Durations as people say them: {@code 0.4s}, {@code 12s}, {@code 1m 05s}, {@code 1h 02m}. */
public final class Took {
    private Took() {}

    public static String print(Duration duration) {
        long millis = Long.max(0, duration.toMillis());
        // What would print as 10.0s is told in whole seconds.
        if (millis < 9_950) {
            long tenths = (millis + 50) / 100;
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        return whole((millis + 500) / 1_000);
    }

    /** For what still runs: whole seconds, which do not flicker. */
    public static String soFar(Duration duration) {
        return whole(Long.max(0, duration.toSeconds()));
    }

    private static String whole(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return "%dm %02ds".formatted(seconds / 60, seconds % 60);
        }
        return "%dh %02dm".formatted(seconds / 3_600, seconds % 3_600 / 60);
    }
}
