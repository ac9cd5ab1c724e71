package dev.slipway.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.drift.Drift;
import dev.slipway.drift.Suspect;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.Runs;
import dev.slipway.journal.Script;
import dev.slipway.report.RunReport;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Inventory;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.InventoryTaken;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {
    private static final String EVIL = "</script></style><img src=x onerror=\"alert(1)\">'\u202e\u001b[31m";
    private static final int LARGEST_PAGE = 5_000_000;

    @TempDir
    private Path root = Path.of("");

    @Test
    void thePageTellsTheWholeStory() throws IOException {
        String text = text(Showcase.page(Showcase.degraded(root)));

        assertThat(text)
                .contains(
                        "Afloat, but degraded.",
                        "3 of 3 images work after 1 min 52 s. 3 images proven, worker by its second variant.",
                        "worker, full #1: failed after 8.0 s",
                        "falls back from full to minimal",
                        "tried again after 4.0 s",
                        "deterministic: the same attempt would fail again",
                        "What changed since it was last good",
                        "hiredis package 2.3.2 3.0.0 The failing step compiles it",
                        "288 MB RUN pip install -r requirements.txt",
                        "opencv-python-headless",
                        "npm is not in the image",
                        "a stand-in: Debian's Python 3.11",
                        "ai-stack/worker:latest",
                        "removed 2 containers that a killed run had left behind",
                        "Docker Engine 20.10.24 (BuildKit)");
    }

    @Test
    void evidenceIsMarkedWhereItStandsAndLinkedTo() throws IOException {
        String page = Showcase.page(Showcase.degraded(root));

        assertThat(page)
                .contains(
                        "href=\"#worker-full-1-L101\"",
                        "<li class=\"evidence near\" id=\"worker-full-1-L101\" value=\"101\"><mark>build |   error: command 'gcc' failed");
    }

    @Test
    void namesOfThePageAreThereOnceAndLinksLeadSomewhere() throws IOException {
        for (RunReport report : List.of(Showcase.degraded(root), Showcase.failed(root))) {
            String page = Showcase.page(report);
            List<String> names = all(" id=\"([^\"]*)\"", page);

            assertThat(names).doesNotHaveDuplicates();
            assertThat(names).containsAll(all("href=\"#([^\"]*)\"", page));
            assertThat(names).containsAll(all("aria-labelledby=\"([^\"]*)\"", page));
        }
    }

    @Test
    void whatAnImageHoldsIsOfTheRungThatItIsProvenBy() throws IOException {
        Script script = new Script()
                .run("nightly", new PlannedImage("api", "build", "never built", List.of("full", "lean"), List.of()))
                .image("api", "never built")
                .attempt("api", "full", 1)
                .attemptEnds("api", "full#1", StepStatus.PASSED, null)
                .attempt("api", "lean", 1)
                .attemptEnds("api", "lean#1", StepStatus.PASSED, null)
                .imageEnds("api", ImageStatus.BUILT, new Result("full", "sha256:1", 1), "")
                .ends(Verdict.PROVEN, "");
        List<RunEvent> told = new ArrayList<>();
        for (RunEvent event : script.events()) {
            if (event instanceof AttemptEnded end) {
                String variant = end.span().replaceAll("^.*/|#.*$", "");
                InstalledPackage held = new InstalledPackage("pip", "only-in-" + variant, "1");
                Inventory inventory = new Inventory("sha256:1", 1, List.of(), List.of(held), List.of());
                told.add(new InventoryTaken(end.at(), end.span(), "api", variant, inventory));
            }
            told.add(event);
        }
        RunReport report = new RunReport("r", RunStory.of(told), Showcase.folder(root), root, false, List.of());

        assertThat(text(Showcase.page(report))).contains("only-in-full").doesNotContain("only-in-lean");
    }

    @Test
    void everyEndOfARunHasItsWords() throws IOException {
        assertThat(text(Showcase.page(Showcase.failed(root))))
                .contains(
                        "Failed.",
                        "missing Dockerfile",
                        "No tag was moved: backend and tools failed",
                        "needs backend, which failed");
        assertThat(text(Showcase.page(Showcase.told(root, 20, false)))).contains("Cut off.", "Its process died");
        assertThat(text(Showcase.page(Showcase.told(root, 20, true)))).contains("At work.");
        assertThat(text(Showcase.page(Showcase.told(root, 0, false)))).contains("Cut off.", "0 of 0 images");
        RunStory interrupted = RunStory.of(Runs.interrupted());
        assertThat(text(Showcase.page(new RunReport("r", interrupted, root, root, false, List.of()))))
                .contains("Interrupted.", "the engine keeps no build cache");
    }

    @Test
    void nothingThatIsShownIsMarkup() throws IOException {
        String page = Showcase.page(hostile());

        assertThat(page).doesNotContain("<img").doesNotContain("\u202e").doesNotContain("\u001b");
        assertThat(all("(</script>)", page)).hasSize(1);
        assertThat(all("(</style>)", page)).hasSize(1);
        assertThat(page).doesNotContainPattern("<[^>]*\\sonerror=");
    }

    @Test
    void theScriptIsTheOneThatThePolicyAllows() throws IOException, NoSuchAlgorithmException {
        String page = Showcase.page(Showcase.degraded(root));
        String script = all("<script>(.*?)</script>", page).getFirst();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));

        assertThat(page)
                .contains("script-src &#39;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#39;")
                .contains("default-src &#39;none&#39;")
                .doesNotContain("connect-src");
        assertThat(all("((?:src|href)=\"(?:https?:)?//)", page)).isEmpty();
    }

    /** Whoever reads it may follow them; the page itself asks nobody. */
    @Test
    void whereARuleIsFromIsLinkedAndNothingElseLeadsAway() throws IOException {
        List<String> sources = RuleBook.bundled().sources("dockerfile-missing");
        String page = Showcase.page(Showcase.failed(root));

        assertThat(sources).isNotEmpty();
        assertThat(all("(<\\w[^>]*(?:https?:)?//[^>]*>)", page))
                .hasSameElementsAs(sources.stream()
                        .map(source -> "<a href=\"" + source + "\" rel=\"noreferrer\">")
                        .toList());
        assertThat(text(page)).contains("See " + sources.getFirst());
        assertThat(all("href=\"((?:https?:)?//)", Showcase.page(hostile()))).isEmpty();
    }

    @Test
    void aLogOfFiftyMegabytesLeavesThePageSmallAndSaysWhatIsMissing() throws IOException {
        RunReport report = Showcase.degraded(root);
        Path log = report.folder().resolve("logs/worker-full-1.log");
        try (BufferedWriter writer = Files.newBufferedWriter(log)) {
            for (int number = 0; number < 700_000; number++) {
                writer.write(
                        "build | <b>noise</b> & more of it, until nobody can read it any more " + number % 1000 + "\n");
            }
            writer.write("build |   error: command 'gcc' failed: No such file or directory\n");
        }

        String page = Showcase.page(report);

        assertThat(Files.size(log)).isGreaterThan(50_000_000);
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(500_000);
        assertThat(page).contains("id=\"worker-full-1-L700001\"");
        assertThat(text(page))
                .containsPattern("… \\d{3},\\d{3} lines left out; the whole log: .slipway/runs/" + Showcase.RUN
                        + "/logs/worker-full-1.log");
    }

    @Test
    void howeverManyAttemptsThePageStaysBelowItsLimit() throws IOException {
        Path folder = Showcase.folder(root);
        Script script = new Script().run("build", new PlannedImage("a", "build", "", List.of("full"), List.of()));
        script.image("a", "");
        for (int number = 1; number <= 40; number++) {
            script.attempt("a", "full", number);
            for (int step = 1; step <= 100; step++) {
                String span = "image/a/full#" + number + "/check." + step;
                script.passed(span, StepKind.CHECK, "run " + "<x>".repeat(700), 0.1, "<".repeat(2_000));
            }
            script.attemptEnds("a", "full#" + number, StepStatus.FAILED, null);
            Showcase.log(folder, "a-full-" + number, Collections.nCopies(20_000, "<<<<&&&&>>>> \u00fc".repeat(5)));
        }
        RunReport report = new RunReport("r", RunStory.of(script.events()), folder, root, false, List.of());

        assertThat(Showcase.page(report).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(LARGEST_PAGE);
    }

    private RunReport hostile() throws IOException {
        Path folder = Showcase.folder(root);
        Diagnosis why =
                new Diagnosis(EVIL, Nature.UNKNOWN, EVIL, List.of(new Quote(1, EVIL)), EVIL, List.of(EVIL), null);
        Script script = new Script()
                .run(EVIL, new PlannedImage(EVIL, EVIL, EVIL, List.of(EVIL, "b"), List.of(EVIL)))
                .notice(Level.WARNING, EVIL)
                .base(EVIL, 1, EVIL, EVIL, why)
                .image(EVIL, EVIL)
                .attempt(EVIL, EVIL, 1);
        String span = "image/" + EVIL + "/" + EVIL + "#1";
        script.step(span + "/build", StepKind.BUILD, EVIL)
                .stepEnds(span + "/build", StepStatus.FAILED, EVIL, Map.of(EVIL, EVIL))
                .attemptEnds(EVIL, EVIL + "#1", StepStatus.FAILED, why)
                .retry(EVIL, EVIL, 2, 1, EVIL)
                .fallsBack(EVIL, EVIL, "b", EVIL)
                .imageEnds(EVIL, ImageStatus.FAILED, new Result(EVIL, EVIL, 1), EVIL)
                .stack("stack/1", EVIL)
                .stackEnds("stack/1", StepStatus.FAILED, EVIL, why)
                .promotion(1, List.of(EVIL), EVIL)
                .ends(Verdict.FAILED, EVIL);
        Showcase.log(folder, "stack-1", List.of(EVIL, "</ol></details>" + EVIL));
        Drift drift = new Drift(
                EVIL,
                EVIL,
                EVIL,
                Instant.EPOCH,
                EVIL,
                List.of(new Suspect(Suspect.Kind.FILE, EVIL, EVIL, EVIL, 99, EVIL)));
        return new RunReport(EVIL, RunStory.of(script.events()), folder, root, false, List.of(drift));
    }

    private static List<String> all(String pattern, String page) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** What is read, without the head. */
    private static String text(String page) {
        return page.substring(page.indexOf("<body"))
                .replaceAll("<[^>]*>", " ")
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ");
    }
}
