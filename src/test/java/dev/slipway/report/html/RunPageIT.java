package dev.slipway.report.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.slipway.report.Chromium;
import dev.slipway.report.RunReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of a run as people use it: opened from a file, by mouse, by keyboard, on paper. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunPageIT {
    private final Chromium chromium = Chromium.start();

    private Path root = Path.of("");

    private String degraded = "";

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        root = folder;
        degraded = file("degraded", Showcase.degraded(root));
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void nobodyIsShutOut(ColorScheme scheme) throws IOException {
        for (String file : List.of(degraded, file("failed", Showcase.failed(root)))) {
            Page page = open(scheme, 1200, file);
            page.getByText("Expand all").click();

            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .extracting(rule ->
                            rule.getId() + " " + rule.getNodes().getFirst().getHtml())
                    .isEmpty();
        }
    }

    @Test
    void thePageAsksNobodyAndComplainsOfNothing() {
        Page page = chromium.window(ColorScheme.LIGHT, 1200);
        List<String> asked = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);

        page.navigate(degraded);
        page.getByText("Expand all").click();

        assertThat(asked).filteredOn(url -> !url.startsWith("data:")).containsExactly(degraded);
        assertThat(complaints).isEmpty();
    }

    @Test
    void imagesAreFilteredByHowTheyAreAndByText() {
        Page page = open(ColorScheme.LIGHT, 1200, degraded);
        Locator cards = page.locator(".card[data-find]:visible");

        assertThat(cards).hasCount(3);
        page.locator("[data-show=warned]").click();
        assertThat(cards).hasCount(1);
        assertThat(page.locator(".shown")).hasText("1 of 3 shown");
        page.locator("[data-show=bad]").click();
        assertThat(page.getByText("No image is like that.")).isVisible();
        page.locator("[data-show=all]").click();
        page.locator(".find").fill("HIREDIS wheel");
        assertThat(cards).hasCount(1);
        assertThat(page.locator("[data-show=all]")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void aLinkOpensAndShowsTheLineThatItPointsTo() {
        Page page = open(ColorScheme.LIGHT, 1200, degraded + "#worker-full-1-L101");
        assertThat(page.locator("#worker-full-1-L101")).isInViewport();
        assertThat(page.locator("#worker-full-1-L101")).isFocused();

        page.locator("[data-show=bad]").click();
        page.evaluate("location.hash = 'backend-default-1'");
        assertThat(page.locator("#backend-default-1")).isInViewport();

        page.locator("#backend-default-1 .quotes a").first().click();
        assertThat(page.locator("#backend-default-1-L212")).isInViewport();
    }

    @Test
    void everythingIsReachedByTheKeyboard() {
        Page page = open(ColorScheme.LIGHT, 1200, degraded);
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();

        Locator backend = page.locator("#backend > details");
        page.locator("#backend > details > summary").focus();
        page.keyboard().press("Enter");
        assertThat(backend).hasAttribute("open", "");
        page.keyboard().press("Space");
        assertThat(backend).not().hasAttribute("open", "");

        page.getByText("Expand all").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("main details:not([open])")).hasCount(0);
        page.getByText("Collapse all").press("Enter");
        assertThat(page.locator("main details[open]")).hasCount(0);
    }

    @Test
    void theThemeIsChosenAndKept() {
        Page page = open(ColorScheme.LIGHT, 1200, degraded);
        page.locator(".theme").click();
        page.locator(".theme").click();
        assertThat(page.locator(".theme")).hasText("Theme: dark");

        // What a page keeps is on its way to the browser when it is loaded again, maybe by another process.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            page.reload();
            return "dark".equals(page.locator("html").getAttribute("data-theme"));
        });
        assertThat(page.locator("body")).hasCSS("background-color", "rgb(17, 23, 29)");
    }

    @Test
    void packagesAreFound() {
        Page page = open(ColorScheme.LIGHT, 1200, degraded);
        page.getByText("Expand all").click();
        page.locator(".find-package").fill("OPENCV");

        assertThat(page.locator(".packages tbody tr:visible")).hasCount(1);
        assertThat(page.locator(".packages [role=status]")).hasText("1 of 4");
    }

    @Test
    void onATelephoneNothingRunsOutOfThePage() {
        Page page = open(ColorScheme.LIGHT, 375, degraded);
        page.getByText("Expand all").click();

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(375);
    }

    @Test
    void paperHasNoFoldsAndNoButtons() {
        Page page = open(ColorScheme.DARK, 1200, degraded);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(page.getByText("Expand all")).isHidden();
        assertThat(page.locator("#backend-default-1 .diagnosis")).isVisible();
        assertThat(page.locator("#worker-full-1-L101")).isVisible();
        assertThat(page.locator("#worker-full-1-L1")).isHidden();
        assertThat(page.locator("#backend-default-1-L211")).isVisible();
        assertThat(page.pdf()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aHostileLogIsShownAndDoesNothing() throws IOException {
        Path other = root.resolve("hostile");
        RunReport report = Showcase.degraded(other);
        try (BufferedWriter log = Files.newBufferedWriter(report.folder().resolve("logs/worker-full-1.log"))) {
            for (int number = 0; number < 500_000; number++) {
                log.write(
                        "build | </li></ol></script><img src=x onerror=window.evil=1><script>window.evil=1</script>\u001b[2J\u202e\n");
            }
            log.write("build |   error: command 'gcc' failed: No such file or directory\n");
            log.write("z".repeat(1_000_000));
        }
        Page page = open(ColorScheme.LIGHT, 1200, file("hostile", report) + "#worker-full-1-L500001");

        assertThat(page.locator("#worker-full-1-L500001")).isInViewport();
        assertThat(page.locator("#worker-full-1 .gap").first()).containsText("lines left out; the whole log: ");
        assertThat(page.evaluate("window.evil")).isNull();
        assertThat(page.locator("main img, main script")).hasCount(0);
    }

    private Page open(ColorScheme scheme, int width, String url) {
        Page page = chromium.window(scheme, width);
        page.navigate(url);
        return page;
    }

    private String file(String name, RunReport report) throws IOException {
        Path file = root.resolve(name + ".html");
        Files.writeString(file, Showcase.page(report));
        return file.toUri().toString();
    }
}
