package dev.slipway.nightly;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a pipeline after its nights so far. {@code first} and {@code last} are when the first and the last
 * night began, {@code good} when the last good one did. {@code stale} and {@code unable} are how the last night left it:
 * for too long without a good night; unable to run at all. Immutable.
 */
public record Vigil(
        Map<Subject, Standing> standings,
        @Nullable Instant first,
        @Nullable Instant last,
        @Nullable Instant good,
        boolean stale,
        boolean unable) {
    /** Before the first night. */
    public static final Vigil NONE = new Vigil(Map.of(), null, null, null, false, false);

    public Vigil {
        standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
    }

    public Optional<Instant> lastNight() {
        return Optional.ofNullable(last);
    }

    public Optional<Instant> lastGood() {
        return Optional.ofNullable(good);
    }

    /** Since when there was no good night, if that is longer than the pipeline bears. */
    public Optional<Instant> staleSince(Instant now, Duration staleAfter) {
        Instant since = good != null ? good : first;
        return since != null && since.plus(staleAfter).isBefore(now) ? Optional.of(since) : Optional.empty();
    }

    /**
     * The nights that are overdue now.
     *
     * @param watched since when somebody sees to it that nights happen; null for nobody
     */
    public List<LocalDate> missed(Schedule schedule, @Nullable Instant watched, Instant now) {
        return fellDue(schedule, watched, now.minus(schedule.jitter()).minus(Schedule.GRACE));
    }

    /** The nights that fell due after the last one, while somebody watched, and not after {@code until}. */
    List<LocalDate> fellDue(Schedule schedule, @Nullable Instant watched, Instant until) {
        Instant from = later(last, watched);
        return from == null || watched == null ? List.of() : schedule.days(from, until);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /** The same, but stale. */
    Vigil gone() {
        return new Vigil(standings, first, last, good, true, unable);
    }

    Optional<Standing> of(Subject subject) {
        return Optional.ofNullable(standings.get(subject));
    }

    /** Whether what it verifies counts as failed by now. */
    public boolean failed() {
        return standings.values().stream().anyMatch(Standing::failed);
    }
}
