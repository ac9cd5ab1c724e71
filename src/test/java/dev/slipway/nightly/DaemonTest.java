package dev.slipway.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.run.ManualTicker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A daemon whose time moves when the test says so; it begins on 2026-01-01 at midnight. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DaemonTest {
    private static final Schedule SCHEDULE = new Schedule(LocalTime.of(2, 30), Duration.ZERO, ZoneOffset.UTC);
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTicker ticker = new ManualTicker();
    private final StopSignal stop = new StopSignal();
    private final List<Instant> nights = Collections.synchronizedList(new ArrayList<>());
    private final List<Instant> told = Collections.synchronizedList(new ArrayList<>());
    private Thread thread = new Thread(() -> {});

    /** What the next night finds in the file, if it can be read. */
    private volatile Optional<Schedule> found = Optional.empty();

    private void begin(Daemon.Start start, LastNight last) {
        begin(SCHEDULE, start, last);
    }

    private void begin(Schedule first, Daemon.Start start, LastNight last) {
        Daemon daemon = new Daemon("here", ticker, stop);
        thread = Thread.ofVirtual()
                .start(() -> daemon.go(first, start, last, told::add, () -> {
                    nights.add(ticker.now());
                    return found;
                }));
        ticker.awaitDue(1);
    }

    /** As a daemon looks at the clock each minute, so does this. */
    private void pass(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            ticker.advance(Duration.ofMinutes(1));
            ticker.awaitDue(1);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        stop.raise(StopSignal.Reason.INTERRUPTED);
        thread.join();
    }

    @Test
    void aNightEachDayAtItsTime() {
        begin(Daemon.Start.WAIT, LastNight.NONE);
        pass(Duration.ofHours(27));
        assertThat(nights)
                .containsExactly(Instant.parse("2026-01-01T02:30:00Z"), Instant.parse("2026-01-02T02:30:00Z"));
        assertThat(told)
                .containsExactly(
                        Instant.parse("2026-01-01T02:30:00Z"),
                        Instant.parse("2026-01-02T02:30:00Z"),
                        Instant.parse("2026-01-03T02:30:00Z"));
    }

    @Test
    void nowIsAtOnceAndTheNextAtItsTime() {
        begin(Daemon.Start.NOW, LastNight.NONE);
        pass(Duration.ofHours(3));
        assertThat(nights).containsExactly(BEGINNING, Instant.parse("2026-01-01T02:30:00Z"));
    }

    @Test
    void manyMissedNightsAreCaughtUpByOne() {
        begin(Daemon.Start.CATCH_UP, LastNight.NONE.begunAt(BEGINNING.minus(Duration.ofDays(5))));
        pass(Duration.ofHours(1));
        assertThat(nights).containsExactly(BEGINNING);
    }

    @Test
    void nothingIsCaughtUpThatWasNotMissed() {
        begin(Daemon.Start.CATCH_UP, LastNight.NONE.begunAt(Instant.parse("2025-12-31T02:30:00Z")));
        pass(Duration.ofHours(1));
        assertThat(nights).isEmpty();
    }

    @Test
    void aMachineThatSleptBeginsWhenItWakes() {
        begin(Daemon.Start.WAIT, LastNight.NONE);
        ticker.jump(Duration.ofHours(8));
        ticker.awaitDue(1);
        assertThat(nights).containsExactly(Instant.parse("2026-01-01T08:00:00Z"));
    }

    @Test
    void aNewTimeInTheFileCountsFromTheNextNight() {
        begin(Daemon.Start.WAIT, LastNight.NONE);
        found = Optional.of(new Schedule(LocalTime.of(4, 0), Duration.ZERO, ZoneOffset.UTC));
        pass(Duration.ofHours(29));
        assertThat(nights)
                .containsExactly(
                        Instant.parse("2026-01-01T02:30:00Z"),
                        Instant.parse("2026-01-01T04:00:00Z"),
                        Instant.parse("2026-01-02T04:00:00Z"));
    }

    @Test
    void itsPartOfTheJitterIsAlwaysTheSame() {
        Schedule late = new Schedule(LocalTime.of(2, 30), Duration.ofMinutes(10), ZoneOffset.UTC);
        begin(late, Daemon.Start.WAIT, LastNight.NONE);
        pass(Duration.ofHours(27));
        Duration share = late.share("here");
        assertThat(share).isPositive();
        assertThat(told.subList(0, 2))
                .containsExactly(
                        Instant.parse("2026-01-01T02:30:00Z").plus(share),
                        Instant.parse("2026-01-02T02:30:00Z").plus(share));
        assertThat(nights).hasSize(2);
    }

    @Test
    void theSignalEndsIt() throws InterruptedException {
        begin(Daemon.Start.WAIT, LastNight.NONE);
        stop.raise(StopSignal.Reason.INTERRUPTED);
        thread.join();
        assertThat(nights).isEmpty();
    }
}
