package dev.slipway.nightly;

import dev.slipway.model.Nightly;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.CRC32;

/**
 * When nights are due: once on each day of the calendar, at one local time. A time that a day does not have, because clocks
 * are put forward over it, is due as much later as they are put forward; one that a day has twice is due the first time.
 * Immutable.
 */
public record Schedule(LocalTime at, Duration jitter, ZoneId zone) {
    /** What a night may be late for reasons of the machine before anybody is told: a boot, a timer that was put off. */
    static final Duration GRACE = Duration.ofMinutes(30);

    /** Empty for a pipeline that is not verified by itself. */
    public static Optional<Schedule> of(Nightly nightly, ZoneId zone) {
        return nightly.at().map(at -> new Schedule(at, nightly.jitter(), zone));
    }

    /** When the night of a day is due. */
    public Instant due(LocalDate day) {
        // A gap moves the time by its length, an overlap takes the earlier offset: the JDK promises both.
        return day.atTime(at).atZone(zone).toInstant();
    }

    /** The first time after that one. */
    public Instant next(Instant after) {
        LocalDate day = after.atZone(zone).toLocalDate().minusDays(1);
        while (!due(day).isAfter(after)) {
            day = day.plusDays(1);
        }
        return due(day);
    }

    /** The last time that is not after that one. */
    public Instant latest(Instant until) {
        LocalDate day = until.atZone(zone).toLocalDate().plusDays(1);
        while (due(day).isAfter(until)) {
            day = day.minusDays(1);
        }
        return due(day);
    }

    /** The days whose nights fell due after {@code from} and not after {@code until}, the earliest first. */
    List<LocalDate> days(Instant from, Instant until) {
        LocalDate first = from.atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = until.atZone(zone).toLocalDate().plusDays(1);
        return LongStream.rangeClosed(first.toEpochDay(), last.toEpochDay())
                .mapToObj(LocalDate::ofEpochDay)
                .filter(day -> due(day).isAfter(from) && !due(day).isAfter(until))
                .toList();
    }

    /** Whether a night is due that has not begun, when the last one began then. */
    public boolean isDue(Instant lastBegan, Instant now) {
        return lastBegan.isBefore(latest(now));
    }

    /** Since when a night is overdue, when the last one began then; empty as long as it may still come. */
    public Optional<Instant> overdue(Instant lastBegan, Instant now) {
        Instant expected = next(lastBegan);
        return expected.plus(jitter).plus(GRACE).isBefore(now) ? Optional.of(expected) : Optional.empty();
    }

    /** The part of the jitter that belongs to one place: always the same, so that nights stay a day apart. */
    public Duration share(String place) {
        CRC32 sum = new CRC32();
        sum.update(place.getBytes(StandardCharsets.UTF_8));
        return jitter.isPositive() ? Duration.ofSeconds(sum.getValue() % (jitter.toSeconds() + 1)) : Duration.ZERO;
    }
}
