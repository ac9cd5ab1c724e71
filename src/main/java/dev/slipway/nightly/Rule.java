package dev.slipway.nightly;

import dev.slipway.model.Nightly;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By what nights are judged. Without a schedule no night is missed; days are those of {@code zone}. {@code failAfter} as in {@link Nightly}. */
public record Rule(@Nullable Schedule timetable, ZoneId zone, Duration staleAfter, int failAfter) {
    public static Rule of(Nightly nightly, ZoneId zone) {
        return new Rule(Schedule.of(nightly, zone).orElse(null), zone, nightly.staleAfter(), nightly.failAfterNights());
    }

    public Optional<Schedule> schedule() {
        return Optional.ofNullable(timetable);
    }

    /** The day that a night belongs to: jitter can put it off beyond midnight. */
    LocalDate day(Instant began) {
        Instant due = schedule().map(known -> known.latest(began)).orElse(began);
        return LocalDate.ofInstant(due, zone);
    }
}
