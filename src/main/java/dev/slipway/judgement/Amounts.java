package dev.slipway.judgement;

import dev.slipway.model.ByteSize;
import dev.slipway.past.Series.Measure;
import java.util.Locale;

/** Measured values for people. */
final class Amounts {
    private static final double MINUTE = 60_000;
    private static final double HOUR = 60 * MINUTE;

    private Amounts() {}

    static String name(Measure measure) {
        return switch (measure) {
            case DURATION -> "duration";
            case SIZE -> "size";
            case START_UP -> "start-up";
            case SILENCE -> "longest silence";
            case IMPORT_TIME -> "import time";
            case MEMORY -> "memory";
        };
    }

    static String print(Measure measure, double value) {
        return switch (measure) {
            case SIZE, MEMORY -> ByteSize.print(Math.round(value));
            case DURATION, START_UP, SILENCE, IMPORT_TIME -> time(value);
        };
    }

    /** {@code 40 ms}, {@code 4.1 s}, {@code 95 s}, {@code 12 min}. */
    static String time(double millis) {
        if (millis < 999.5) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        if (millis < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        }
        if (millis < 2 * MINUTE) {
            return String.format(Locale.ROOT, "%.0f s", millis / 1000);
        }
        return millis < 2 * HOUR
                ? String.format(Locale.ROOT, "%.0f min", millis / MINUTE)
                : String.format(Locale.ROOT, "%.1f h", millis / HOUR);
    }
}
