package dev.slipway.diagnose;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long the other side asked to be left alone: {@code Retry-After: 30}, {@code retry-after: 1m30.5s}, {@code try again
 * in 2 minutes}, {@code ratelimit-reset: 55}. A date (RFC 9110, 10.2.3) is held against the answer's own {@code Date}, as
 * judging knows no clock; without one it is not read.
 */
final class Pause {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final String AMOUNT = "(?P<count>\\d{1,9}(?:\\.\\d{1,9})?)";
    private static final String UNIT =
            "(?P<unit>(?:nano|micro|milli)?seconds?|secs?|ns|[uµμ]s|ms|s|minutes?|mins?|m|hours?|h)";
    private static final String MORE =
            "(?: ?(?:and )?(?P<count2>\\d{1,6}(?:\\.\\d{1,9})?) ?(?P<unit2>seconds?|secs?|s|minutes?|mins?|m))?";
    private static final List<Clue> CLUES = List.of(
            Clue.of("(?i)retry-after\\W{1,4}" + AMOUNT + " ?" + UNIT + MORE + "(?:[^a-z0-9.]|$)"),
            Clue.of("(?i)(?:retry-after|ratelimit-reset)\\W{1,4}(?P<count>\\d{1,6})(?:[^\\w.:-]|$)"),
            Clue.of("(?i)retry.{0,20} (?:after|in) " + AMOUNT + " ?" + UNIT + MORE + "\\b"),
            Clue.of("(?i)try.{0,12} again (?:after|in) " + AMOUNT + " ?" + UNIT + MORE + "\\b"),
            Clue.of("(?i)ratelimit\\W{1,4}.{0,40};\\s?t=(?P<count>\\d{1,6})(?:\\D|$)"));
    private static final String DATE =
            "(?P<date>[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT)";
    private static final Clue UNTIL = Clue.of("(?i)retry-after\\W{1,4}" + DATE);
    private static final Clue SAID = Clue.of("(?i)(?:^|[^\\w-])date\\W{1,4}" + DATE);

    private Pause() {}

    /** The last one asked for. */
    static Optional<Duration> in(List<Line> lines) {
        for (int at = lines.size() - 1; at >= 0; at--) {
            Line line = lines.get(at);
            for (Clue clue : CLUES) {
                Optional<Duration> pause = clue.in(line).map(Pause::duration);
                if (pause.isPresent()) {
                    return pause;
                }
            }
            Optional<ZonedDateTime> until = UNTIL.in(line).flatMap(Pause::date);
            if (until.isPresent()) {
                return said(lines).map(said -> bounded(Duration.between(said, until.get())));
            }
        }
        return Optional.empty();
    }

    /** When the other side says it answered. */
    private static Optional<ZonedDateTime> said(List<Line> lines) {
        return lines.reversed().stream()
                .flatMap(line -> SAID.in(line).flatMap(Pause::date).stream())
                .findFirst();
    }

    private static Optional<ZonedDateTime> date(Map<String, String> found) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(found.getOrDefault("date", ""), DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Duration duration(Map<String, String> found) {
        Duration first = duration(found.getOrDefault("count", "0"), found.getOrDefault("unit", "s"));
        Duration second = duration(found.getOrDefault("count2", "0"), found.getOrDefault("unit2", "s"));
        return bounded(first.plus(second));
    }

    private static Duration bounded(Duration asked) {
        Duration positive = asked.isNegative() ? Duration.ZERO : asked;
        return positive.compareTo(LONGEST) > 0 ? LONGEST : positive;
    }

    private static Duration duration(String count, String unit) {
        double amount = Double.parseDouble(count);
        return Duration.ofNanos(
                Math.round(amount * (double) one(unit.toLowerCase(Locale.ROOT)).toNanos()));
    }

    private static Duration one(String unit) {
        if (unit.startsWith("ms") || unit.startsWith("milli")) {
            return Duration.ofMillis(1);
        }
        if (unit.startsWith("n")) {
            return Duration.ofNanos(1);
        }
        if (unit.startsWith("u") || unit.startsWith("µ") || unit.startsWith("μ") || unit.startsWith("micro")) {
            return Duration.ofNanos(1000);
        }
        if (unit.startsWith("m")) {
            return Duration.ofMinutes(1);
        }
        return unit.startsWith("h") ? Duration.ofHours(1) : Duration.ofSeconds(1);
    }
}
