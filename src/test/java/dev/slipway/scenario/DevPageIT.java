package dev.slipway.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.report.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody changes a page that is open in his browser, and the browser shows what he saved. How long that took is told on
 * standard output, and is not judged. Tagged as the seeds are, since it wants Chromium, an engine and images of real size.
 */
@Tag("seed")
final class DevPageIT {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final double SHOWN_WITHIN = 120_000;

    @RegisterExtension
    private final Scenario scenario = Scenario.shipped("ai-stack", "node:20-slim", "redis:7");

    @Test
    void what_is_saved_is_shown_by_the_page_that_is_open() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            Underway work = scenario.slipway().start("dev", "--output", "plain");
            String url = ready(work, "frontend");
            ready(work, "backend");
            Page page = chromium.window(ColorScheme.LIGHT, 1200);
            page.navigate(url);
            assertThat(page.locator("h1")).hasText("AI stack");
            assertThat(page.evaluate("async () => (await fetch('/api/health')).status"))
                    .as("the page reaches the API")
                    .isEqualTo(200);

            String whole = Files.readString(scenario.folder().resolve("frontend/src/App.tsx"));
            List<Long> took = new ArrayList<>();
            for (String title : List.of("Edited once", "Edited twice", "Edited again")) {
                long saved = System.nanoTime();
                scenario.write("frontend/src/App.tsx", whole.replace("<h1>AI stack</h1>", "<h1>" + title + "</h1>"));
                page.waitForFunction(
                        "title => document.querySelector('h1')?.textContent === title",
                        title,
                        new Page.WaitForFunctionOptions().setTimeout(SHOWN_WITHIN));
                took.add(Duration.ofNanos(System.nanoTime() - saved).toMillis());
            }
            System.out.printf("an edit was shown after %s ms%n", took);

            work.signal("INT");
            work.end(Duration.ofSeconds(60)).exits(0).says("nothing is left");
            scenario.nothingIsLeft();
        }
    }

    /** Waits until the role is ready; where it is reached, if it opens a port. */
    private static String ready(Underway work, String role) {
        Pattern ready = Pattern.compile("(?m)^" + role + " +✓ ready after");
        await(role + " is ready")
                .atMost(LONGEST)
                .failFast("dev has ended", () -> work.told().exit() != -1)
                .until(() -> ready.matcher(work.told().out()).find());
        Matcher url = Pattern.compile("(?m)^" + role + " .*(http://127\\.0\\.0\\.1:\\d+)")
                .matcher(work.told().out());
        assertThat(url.find()).as("%s", work.told()).isTrue();
        return url.group(1);
    }
}
