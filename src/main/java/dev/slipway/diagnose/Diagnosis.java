package dev.slipway.diagnose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed. {@code rule} is the id of the rule that matched, or {@code none}; {@code quotes} are the lines
 * it rests on; {@code explanation} says no more than they carry. {@code pause} is how long the other side asked us to
 * wait.
 */
public record Diagnosis(
        String category,
        Nature nature,
        String rule,
        List<Quote> quotes,
        String explanation,
        List<String> remedies,
        @Nullable Duration pause) {
    public Diagnosis {
        quotes = List.copyOf(quotes);
        remedies = List.copyOf(remedies);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(pause);
    }
}
