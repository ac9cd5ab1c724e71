package dev.slipway.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once on each day, whatever clocks do. */
class ScheduleTest {
    private static final Schedule BERLIN =
            new Schedule(LocalTime.of(2, 30), Duration.ofMinutes(10), ZoneId.of("Europe/Berlin"));

    @Test
    void aTimeThatADayDoesNotHaveIsDueAnHourLater() {
        assertThat(BERLIN.due(LocalDate.of(2026, 3, 29))).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(BERLIN.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(BERLIN.next(Instant.parse("2026-03-29T01:30:00Z"))).isEqualTo("2026-03-30T00:30:00Z");
    }

    @Test
    void aTimeThatADayHasTwiceIsDueTheFirstTime() {
        assertThat(BERLIN.due(LocalDate.of(2026, 10, 25))).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(BERLIN.next(Instant.parse("2026-10-25T00:30:00Z")))
                .as("not at the second 02:30 of the same day")
                .isEqualTo("2026-10-26T01:30:00Z");
        assertThat(BERLIN.isDue(Instant.parse("2026-10-25T00:31:00Z"), Instant.parse("2026-10-25T01:31:00Z")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "America/Santiago",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "Africa/Cairo"
            })
    void everyDayOfAYearHasOneNight(String zone) {
        for (int hour = 0; hour < 24; hour++) {
            Schedule schedule = new Schedule(LocalTime.of(hour, 30), Duration.ZERO, ZoneId.of(zone));
            Instant last = schedule.due(LocalDate.of(2025, 12, 31));
            for (long day : LongStream.range(0, 365).toArray()) {
                Instant next = schedule.next(last);
                LocalDate date = LocalDate.of(2026, 1, 1).plusDays(day);
                assertThat(next).as("%s %s", zone, date).isEqualTo(schedule.due(date));
                assertThat(schedule.latest(next)).isEqualTo(next);
                assertThat(schedule.latest(next.minusSeconds(1))).isEqualTo(last);
                assertThat(schedule.days(last, next)).containsExactly(date);
                last = next;
            }
        }
    }

    @Test
    void aNightIsOverdueOnlyWhenNothingExcusesIt() {
        Instant began = Instant.parse("2026-06-01T00:35:00Z");
        assertThat(BERLIN.overdue(began, Instant.parse("2026-06-02T01:00:00Z"))).isEmpty();
        assertThat(BERLIN.overdue(began, Instant.parse("2026-06-02T01:11:00Z")))
                .contains(Instant.parse("2026-06-02T00:30:00Z"));
    }

    @Test
    void thePartOfTheJitterIsAPlacesOwn() {
        assertThat(BERLIN.share("here")).isEqualTo(BERLIN.share("here")).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(BERLIN.share("here")).isNotEqualTo(BERLIN.share("there"));
        assertThat(new Schedule(LocalTime.NOON, Duration.ZERO, ZoneId.of("UTC")).share("here"))
                .isZero();
    }
}
