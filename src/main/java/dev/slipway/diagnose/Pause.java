package dev.slipway.diagnose;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long the other side asked to be left alone: {@code Retry-After: 30}, {@code try again in 2m}. Dates need a clock and are not read. */
final class Pause {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final List<Clue> CLUES = List.of(
            Clue.of("(?i)retry-after\\W{1,4}(?P<count>\\d{1,6})(?P<unit>ms|s|m|h)?(?:\\D|$)"),
            Clue.of(
                    "(?i)retry.{0,12} (?:after|in) (?P<count>\\d{1,6}) ?(?P<unit>milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)\\b"),
            Clue.of(
                    "(?i)try.{0,12} again (?:after|in) (?P<count>\\d{1,6}) ?(?P<unit>milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)\\b"));

    private Pause() {}

    /** The last one asked for. */
    static Optional<Duration> in(List<Line> lines) {
        for (int at = lines.size() - 1; at >= 0; at--) {
            Line line = lines.get(at);
            for (Clue clue : CLUES) {
                Optional<Duration> pause = clue.in(line)
                        .map(found -> duration(found.getOrDefault("count", "0"), found.getOrDefault("unit", "s")));
                if (pause.isPresent()) {
                    return pause;
                }
            }
        }
        return Optional.empty();
    }

    private static Duration duration(String count, String unit) {
        long amount = Long.parseLong(count);
        String lower = unit.toLowerCase(Locale.ROOT);
        Duration asked;
        if (lower.startsWith("ms") || lower.startsWith("milli")) {
            asked = Duration.ofMillis(amount);
        } else if (lower.startsWith("m")) {
            asked = Duration.ofMinutes(amount);
        } else if (lower.startsWith("h")) {
            asked = Duration.ofHours(amount);
        } else {
            asked = Duration.ofSeconds(amount);
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
