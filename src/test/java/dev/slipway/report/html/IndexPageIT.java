package dev.slipway.report.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.report.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page over time as people use it, of ten thousand runs. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexPageIT {
    private final Chromium chromium = Chromium.start();

    private Path root = Path.of("");

    private String index = "";

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        root = folder;
        index = file("index", 10_000);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void nobodyIsShutOut(ColorScheme scheme) throws IOException {
        // Each row is looked at alike, and a look takes long.
        Page page = chromium.window(scheme, 1200);
        page.navigate(file("few", 30));

        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(
                        rule -> rule.getId() + " " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }

    @Test
    void runsAreFilteredAndTheAddressSaysHow() {
        Page page = open(ColorScheme.LIGHT, 1200, "");
        Locator rows = page.locator(".runs tbody tr:visible");
        assertThat(rows).hasCount(500);

        page.locator(".of-status").selectOption("degraded");
        assertThat(rows).hasCount(3);
        page.locator(".find").fill("night-1");
        assertThat(rows).hasCount(1);

        assertThat(page.url()).endsWith("#status=degraded&find=night-1");
        assertThat(open(ColorScheme.LIGHT, 1200, "#status=degraded&find=night-1")
                        .locator(".shown"))
                .hasText("1 of 500 shown");
    }

    @Test
    void aDayOfTheCalendarLeadsToItsRuns() {
        Page page = open(ColorScheme.LIGHT, 1200, "");
        page.locator("a[href='#day=2026-02-23']").click();

        assertThat(page.locator(".runs tbody tr:visible")).hasCount(1);
        assertThat(page.locator(".runs tbody tr:visible")).containsText("failed");
        page.getByText("show all days").click();
        assertThat(page.locator(".runs tbody tr:visible")).hasCount(500);
    }

    @Test
    void aMissedNightIsReachedByTheKeyboardAndToldInWords() {
        Page page = open(ColorScheme.LIGHT, 1200, "");
        Locator day = page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Friday 6 March 2026: night missed (ai-stack)"));
        day.focus();
        assertThat(day).isFocused();
        page.keyboard().press("Enter");

        assertThat(page.locator("#missed")).isInViewport();
        assertThat(page.locator("#missed + ul li").first()).hasText("2026-03-06 ai-stack: none was begun");
        assertThat(page.locator(".runs tbody tr:visible")).hasCount(500);

        page.locator("a[title$='night missed (shop)']").click();
        assertThat(page.locator(".runs tbody tr:visible")).hasCount(1);
    }

    @Test
    void thePageAsksNobodyAndComplainsOfNothing() {
        Page page = chromium.window(ColorScheme.LIGHT, 1200);
        List<String> asked = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);

        page.navigate(index);

        assertThat(asked).filteredOn(url -> !url.startsWith("data:")).containsExactly(index);
        assertThat(complaints).isEmpty();
    }

    @Test
    void onATelephoneNothingRunsOutOfThePage() {
        Page page = open(ColorScheme.LIGHT, 375, "");

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(375);
    }

    private String file(String name, int nights) throws IOException {
        Path file = root.resolve(name + ".html");
        Files.writeString(file, Nights.page(Nights.of(nights)));
        return file.toUri().toString();
    }

    private Page open(ColorScheme scheme, int width, String hash) {
        Page page = chromium.window(scheme, width);
        page.navigate(index + hash);
        return page;
    }
}
