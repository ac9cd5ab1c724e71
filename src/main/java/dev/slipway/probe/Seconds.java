package dev.slipway.probe;

import java.time.Duration;
import java.util.Locale;

/** Measured times as facts carry them: seconds with three decimals. */
final class Seconds {
    private Seconds() {}

    static String of(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
