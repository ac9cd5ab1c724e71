package dev.slipway.report.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.journal.JournalReader;
import dev.slipway.journal.JournalWriter;
import dev.slipway.journal.Runs;
import dev.slipway.report.Chromium;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.IndexReport;
import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run that is at work, in a browser. */
@Tag("browser")
class LivePageIT {
    private static final String RUN = "20260304-023000-7f3a";

    @TempDir
    private Path root = Path.of("");

    @Test
    void aRunIsWatchedUntilItsEnd() throws IOException {
        List<RunEvent> events = Runs.degraded();
        Path journal = root.resolve("journal.jsonl");
        try (JournalWriter writer = JournalWriter.open(journal);
                ReportServer server = ReportServer.open(0, new OneRun(journal));
                Chromium chromium = Chromium.start()) {
            events.subList(0, 10).forEach(writer::on);
            Page page = chromium.window(ColorScheme.LIGHT, 1200);
            page.navigate(server.address() + "runs/" + RUN);
            assertThat(page.locator("h1")).hasText("At work.");

            events.subList(10, 30).forEach(writer::on);
            assertThat(page.locator(".live-images")).containsText("backend");

            events.subList(30, events.size()).forEach(writer::on);
            assertThat(page.locator("h1")).hasText("Afloat, but degraded.");

            page.locator(".brand a").click();
            assertThat(page.locator("h1")).hasText("Nothing has been run yet.");
        }
    }

    private record OneRun(Path journal) implements Reports {
        @Override
        public IndexReport index() {
            return EmptyIndex.report();
        }

        @Override
        public Optional<RunReport> run(String id) {
            Path folder = Path.of(journal.toString().replace("journal.jsonl", ""));
            return Optional.of(new RunReport(id, JournalReader.story(journal), folder, folder, true, List.of()));
        }
    }
}
