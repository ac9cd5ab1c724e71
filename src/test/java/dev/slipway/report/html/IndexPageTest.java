package dev.slipway.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.report.html.IndexReport.Missed;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexPageTest {
    @Test
    void thePageTellsWhatIsOwedFlakyAndChanged() {
        assertThat(Nights.page(Nights.of(60)))
                .contains(
                        "The last run ended degraded.",
                        "The last 9 all brought a working stack.",
                        "no compiler for hiredis",
                        "changed its mind 12 of 57 times",
                        "the size of backend went from 433 MB to 562 MB (+30 %)",
                        "Wednesday 4 March 2026: degraded, 1 run",
                        "Monday 23 February 2026: failed, 1 run",
                        "href=\"#day=2026-03-04\"",
                        "href=\"runs/night-59.html\"")
                .doesNotContain("Older runs")
                .doesNotContain("of backend/default/build");
    }

    @Test
    void ofTenThousandRunsTheNewestAreListedAndTheOthersCounted() {
        String page = Nights.page(Nights.of(10_000));

        assertThat(page).contains("night-499<").doesNotContain("night-500<").contains("Older runs, by month");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(600_000);
        assertThat(IndexView.of(Nights.of(10_000)).charts())
                .allSatisfy(chart -> assertThat(chart.points().split(" ")).hasSizeLessThan(300));
    }

    @Test
    void aPastThatHasNotBegunIsSaid() {
        IndexReport none = new IndexReport(
                ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), run -> "");

        assertThat(Nights.page(none)).contains("Nothing has been run yet.").doesNotContain("<table");
    }

    @Test
    void aDayIsToldByItsLastNight() {
        assertThat(Month.of(Nights.of(40).runs(), List.of(), ZoneOffset.UTC))
                .extracting(Month::name)
                .containsExactly("March 2026", "February 2026", "January 2026");
    }

    @Test
    void aMissedNightIsToldInWordsAndWithAMark() {
        assertThat(Nights.page(Nights.of(60)))
                .contains(
                        "href=\"#missed\" data-mark=\"◇\" title=\"Friday 6 March 2026: night missed (ai-stack)\"",
                        "href=\"#day=2026-03-02\" data-mark=\"◇\" title=\"Monday 2 March 2026: degraded, 1 run; night missed (shop)\"",
                        "<li><span class=\"dim\">2026-03-06</span> ai-stack: none was begun</li>",
                        "<li><span class=\"dim\">2026-03-02</span> shop: no engine answers</li>",
                        "◇ a night missed");
    }

    @Test
    void whereNoneWasMissedNothingSpeaksOfIt() {
        IndexReport all = Nights.of(40);
        IndexReport none = new IndexReport(
                all.zone(), all.runs(), all.series(), all.shifts(), all.unsteady(), all.debts(), List.of(), all.page());
        assertThat(Nights.page(none)).doesNotContain("Missed nights").doesNotContain("class=\"day missed");
    }

    @Test
    void aFailureIsWorseThanAMissedNightAndMissedNightsAfterTheLastRunHaveTheirMonth() {
        IndexReport report = Nights.of(40);
        List<Missed> missed = List.of(
                new Missed("shop", LocalDate.of(2026, 2, 23), ""), new Missed("shop", LocalDate.of(2026, 4, 1), ""));
        List<Month> months = Month.of(report.runs(), missed, ZoneOffset.UTC);
        assertThat(months.getFirst().name()).isEqualTo("April 2026");
        assertThat(months.stream().flatMap(month -> month.weeks().stream()).flatMap(List::stream))
                .filteredOn(day -> day.text().contains("night missed"))
                .extracting(Month.Day::tone)
                .containsExactly(Tone.MISSED, Tone.BAD);
    }
}
