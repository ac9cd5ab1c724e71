package dev.slipway.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.run.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept between nights. */
class NightFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");

    @TempDir
    private Path folder = Path.of("");

    private NightFiles files() {
        return NightFiles.in(new Home(folder), "ai-stack");
    }

    @Test
    void theLastNightIsReadAsWritten() {
        LastNight last = LastNight.NONE.watchedSince(NOW).begunAt(NOW.plusSeconds(1));
        last.write(files());
        assertThat(LastNight.read(files())).isEqualTo(last);
        last.toldUntil(NOW).watchedSince(null).write(files());
        assertThat(LastNight.read(files())).isEqualTo(new LastNight(null, NOW.plusSeconds(1), NOW));
    }

    @Test
    void whatIsTornOfItIsNothing() throws IOException {
        assertThat(LastNight.read(files())).isEqualTo(LastNight.NONE);
        Files.createDirectories(files().folder());
        Files.writeString(files().last(), "watched=2026-11-\nbegan=" + NOW + "\nlater=x\n\u0000");
        assertThat(LastNight.read(files())).isEqualTo(new LastNight(null, NOW, null));
    }

    @Test
    void whoBeganToWatchAfterItsTimeOwesNoNight() {
        Schedule schedule = Histories.SCHEDULE;
        Instant evening = Instant.parse("2026-11-22T18:00:00Z");
        assertThat(LastNight.NONE.isDue(schedule, evening)).isTrue();
        assertThat(LastNight.NONE.watchedSince(evening).isDue(schedule, evening.plusSeconds(60)))
                .isFalse();
        LastNight ran = LastNight.NONE.watchedSince(evening).begunAt(evening.plus(Duration.ofHours(9)));
        assertThat(ran.isDue(schedule, evening.plus(Duration.ofHours(10)))).isFalse();
        assertThat(ran.isDue(schedule, evening.plus(Duration.ofDays(1)).plus(Duration.ofHours(9))))
                .isTrue();
    }

    @Test
    void onlyWhoIsWatchedCanBeOverdue() {
        LastNight ran = LastNight.NONE.begunAt(NOW);
        Instant later = NOW.plus(Duration.ofDays(3));
        assertThat(ran.overdue(Histories.SCHEDULE, later)).isEmpty();
        assertThat(ran.watchedSince(NOW).overdue(Histories.SCHEDULE, later)).contains(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void nightsThatCouldNotBeRunAreRemembered() throws IOException {
        UnableNights nights = new UnableNights(files());
        assertThat(nights.read()).isEmpty();
        nights.add(new Night.Unable(NOW, "connecting:\n no answer"));
        Files.writeString(files().unable(), Files.readString(files().unable()) + "torn li");
        assertThat(nights.read()).containsExactly(new Night.Unable(NOW, "connecting: no answer"));
    }

    @Test
    void oneNightAtATime() {
        NightLock.Try first = NightLock.on(files(), NOW);
        assertThat(first).isInstanceOf(NightLock.Try.Held.class);
        assertThat(NightLock.on(files(), NOW.plusSeconds(5)))
                .isEqualTo(new NightLock.Try.Taken(
                        "process " + ProcessHandle.current().pid() + ", since " + NOW));
        ((NightLock.Try.Held) first).lock().close();
        try (NightLock again = ((NightLock.Try.Held) NightLock.await(files(), NOW, new StopSignal())).lock()) {
            assertThat(again).isNotNull();
        }
    }
}
