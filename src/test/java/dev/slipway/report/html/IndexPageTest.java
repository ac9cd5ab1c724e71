package dev.slipway.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
        IndexReport none =
                new IndexReport(ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of(), List.of(), run -> "");

        assertThat(Nights.page(none)).contains("Nothing has been run yet.").doesNotContain("<table");
    }

    @Test
    void aDayIsToldByItsLastNight() {
        assertThat(Month.of(Nights.of(40).runs(), ZoneOffset.UTC))
                .extracting(Month::name)
                .containsExactly("March 2026", "February 2026", "January 2026");
    }
}
