package dev.slipway.report;

import java.time.Duration;

/** Durations as people say them: {@code 0.4s}, {@code 12s}, {@code 1m 05s}, {@code 1h 02m}. */
public final class Took {
    private static final int TENTHS_END = 9_950;

    private Took() {}

    public static String print(Duration duration) {
        long millis = Long.max(0, duration.toMillis());
        if (millis < TENTHS_END) {
            long tenths = (millis + 50) / 100;
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        long seconds = (millis + 500) / 1_000;
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3_600
                ? "%dm %02ds".formatted(seconds / 60, seconds % 60)
                : "%dh %02dm".formatted(seconds / 3_600, seconds % 3_600 / 60);
    }
}
