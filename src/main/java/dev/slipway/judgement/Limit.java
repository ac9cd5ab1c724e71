package dev.slipway.judgement;

import dev.slipway.past.Series.Measure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit that fits what was seen. {@code subject} is {@code IMAGE/VARIANT/STEP}. {@code usual} is the median, {@code longest}
 * the longest that was seen in {@code runs} runs, {@code suggested} never less than twice that.
 */
public record Limit(Measure measure, String subject, int runs, Duration usual, Duration longest, Duration suggested) {
    /**
     * One sentence without a full stop, or nothing when the limit that is set fits.
     *
     * @param set the limit that is set now; absent where nobody knows it
     */
    public Optional<String> words(@Nullable Duration set) {
        String seen = subject
                + switch (measure) {
                    case START_UP -> " answered within ";
                    case SILENCE -> " was never silent for longer than ";
                    case DURATION, SIZE, IMPORT_TIME, MEMORY -> " took at most ";
                } + Amounts.time((double) longest.toMillis()) + " in " + runs + " runs";
        String key = measure == Measure.SILENCE ? "idle" : "within";
        if (set == null) {
            return Optional.of(seen + "; " + key + ": " + print(suggested) + " would do");
        }
        if (set.compareTo(suggested) > 0) {
            return Optional.of(seen + "; " + key + ": " + print(set) + " could be " + print(suggested));
        }
        if (set.compareTo(longest.multipliedBy(Limits.SAFETY)) < 0) {
            return Optional.of(seen + "; " + key + ": " + print(set) + " is tight, " + print(suggested) + " would do");
        }
        return Optional.empty();
    }

    /** As a pipeline file writes it. */
    private static String print(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % 60 == 0 && seconds >= 120 ? seconds / 60 + "m" : seconds + "s";
    }
}
