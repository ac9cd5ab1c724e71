package dev.slipway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.context.Inputs;
import dev.slipway.context.InputsStore;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.Runs;
import dev.slipway.past.Bill;
import dev.slipway.past.Occasion;
import dev.slipway.past.PastBase;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Trial;
import dev.slipway.run.Home;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.RunFolders;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger must do, whatever database keeps it. */
abstract class LedgerContract {
    static final Instant EVENING = Instant.parse("2026-03-04T21:00:00Z");
    private static final List<InstalledPackage> OLD =
            List.of(new InstalledPackage("pip", "fastapi", "0.115.0"), new InstalledPackage("pip", "numpy", "1.26.4"));
    private static final List<InstalledPackage> NEW =
            List.of(new InstalledPackage("pip", "fastapi", "0.115.0"), new InstalledPackage("pip", "numpy", "2.3.1"));
    private static final Diagnosis BROKEN = new Diagnosis(
            "import fails",
            Nature.DETERMINISTIC,
            "python-import",
            List.of(new Quote(3, "ImportError: numpy.core.multiarray failed to import ✗")),
            "numpy 2 broke what was built for numpy 1.",
            List.of("Maybe pin numpy<2."),
            Duration.ofSeconds(3));

    @TempDir
    Path folder = Path.of("");

    Home home = new Home(Path.of(""));

    /** A database that nobody has used. */
    abstract String url() throws Exception;

    /** What another home sees that keeps what it remembers in the same database. */
    abstract Ledger shared(Home other) throws Exception;

    String url = "";

    @BeforeEach
    void makeHome() throws Exception {
        home = new Home(folder.resolve(".slipway"));
        url = url();
    }

    Ledger open() {
        return Ledger.open(url, home);
    }

    private static String night(int number) {
        return "202603%02d-023000-00%02x".formatted(number, number);
    }

    private static Instant at(int number) {
        return EVENING.plus(Duration.ofDays(number));
    }

    private void good(int number, List<InstalledPackage> packages) {
        Story.write(
                home,
                night(number),
                new Story("shop", "nightly", at(number), "f".repeat(64))
                        .begins(night(number), "sha256:base" + number)
                        .attempt("full", 1, null, packages)
                        .image(ImageStatus.BUILT, "full")
                        .stack(StepStatus.PASSED, null)
                        .ends(Verdict.PROVEN)
                        .events());
    }

    private void bad(int number) {
        Story.write(
                home,
                night(number),
                new Story("shop", "nightly", at(number), "e".repeat(64))
                        .begins(night(number), "sha256:base" + number)
                        .attempt("full", 1, BROKEN, NEW)
                        .attempt("full", 2, BROKEN, NEW)
                        .attempt("slim", 1, BROKEN, NEW)
                        .image(ImageStatus.FAILED, "")
                        .ends(Verdict.FAILED)
                        .events());
    }

    private void degraded(int number) {
        Story.write(
                home,
                night(number),
                new Story("shop", "build", at(number), "d".repeat(64))
                        .begins(night(number), "sha256:base" + number)
                        .attempt("full", 1, BROKEN, NEW)
                        .attempt("slim", 1, null, OLD)
                        .image(ImageStatus.DEGRADED, "slim")
                        .ends(Verdict.DEGRADED)
                        .events());
    }

    @Test
    void anEmptyLedgerAnswers() {
        try (Ledger ledger = open()) {
            assertThat(ledger.catchUp()).isEqualTo(new Folded(0, 0, List.of()));
            assertThat(ledger.runs("", 10)).isEmpty();
            assertThat(ledger.run("20260304-023000-0001")).isEmpty();
            assertThat(ledger.bill("x", "y")).isEmpty();
            assertThat(ledger.lastGood("x", "y")).isEmpty();
            assertThat(ledger.trials("shop", Instant.EPOCH)).isEmpty();
            assertThat(ledger.measures("", Instant.EPOCH)).isEmpty();
        }
    }

    @Test
    void aRunIsRememberedAsItWasTold() {
        bad(2);
        try (Ledger ledger = open()) {
            assertThat(ledger.catchUp().runs()).isEqualTo(1);
            PastRun run = ledger.run(night(2)).orElseThrow();
            assertThat(run.pipeline()).isEqualTo("shop");
            assertThat(run.command()).isEqualTo("nightly");
            assertThat(run.began()).isEqualTo(at(2));
            assertThat(run.took()).isEqualTo(Duration.ofSeconds(90));
            assertThat(run.ending()).isEqualTo(Ending.FAILED);
            assertThat(run.summary()).isEqualTo("1 image");
            assertThat(run.engine()).isEqualTo("Docker 28.5");
            assertThat(run.provenance().commit()).startsWith("4f1c0ffee");
            assertThat(run.provenance().dirty()).isTrue();
            PastImage image = run.image("api").orElseThrow();
            assertThat(image.ended()).contains(ImageStatus.FAILED);
            assertThat(image.why().map(Diagnosis::explanation)).contains("numpy 2 broke what was built for numpy 1.");
            assertThat(image.why().orElseThrow().quotes())
                    .containsExactly(new Quote(3, "ImportError: numpy.core.multiarray failed to import ✗"));
            assertThat(image.reason()).as("what no database takes is replaced").isEqualTo("it broke \ufffd here");
            assertThat(image.why().orElseThrow().pause()).isEqualTo(Duration.ofSeconds(3));
            assertThat(image.rungs())
                    .extracting(PastImage.Rung::variant, PastImage.Rung::attempts, PastImage.Rung::passed)
                    .containsExactly(tuple("full", 2, false), tuple("slim", 1, false));
            assertThat(ledger.bases(night(2)))
                    .extracting(PastBase::reference, PastBase::id, PastBase::how)
                    .containsExactly(
                            tuple("python:3.11-slim", "sha256:base2", "pulled"),
                            tuple("redis:7", "sha256:redis", "present"));
        }
    }

    @Test
    void aDegradedImageTellsWhyItsPreferredVariantFailed() {
        degraded(3);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            PastImage image = ledger.run(night(3)).orElseThrow().image("api").orElseThrow();
            assertThat(image.variant()).isEqualTo("slim");
            assertThat(image.bytes()).isEqualTo(4_000);
            assertThat(image.why().map(Diagnosis::category)).contains("import fails");
            assertThat(image.rungs()).extracting(PastImage.Rung::passed).containsExactly(false, true);
        }
    }

    @Test
    void theNewestComeFirstAndNoMoreThanWanted() {
        IntStream.rangeClosed(1, 5).forEach(number -> good(number, OLD));
        Story.write(home, "20260304-120000-aaaa", Runs.degraded());
        try (Ledger ledger = open()) {
            ledger.catchUp();
            assertThat(ledger.runs("shop", 2)).extracting(PastRun::id).containsExactly(night(5), night(4));
            assertThat(ledger.runs("", 100)).hasSize(6);
            assertThat(ledger.runs("ai-stack", 100)).singleElement().satisfies(run -> assertThat(
                            run.image("worker").orElseThrow().variant())
                    .isEqualTo("minimal"));
            assertThat(ledger.runs("shop", at(4), 9)).extracting(PastRun::id).containsExactly(night(5), night(4));
        }
    }

    @Test
    void whatWentIntoAnImageIsComparedWithWhenItWasLastGood() throws IOException {
        Inputs inputs = Inputs.builder()
                .add("base python:3.11-slim", "sha256:base3")
                .add("file src/app.py", "print()")
                .build();
        new InputsStore(home.inputs()).save(inputs);
        good(1, OLD);
        degraded(2);
        Story.write(
                home,
                night(3),
                new Story("shop", "nightly", at(3), inputs.fingerprint())
                        .begins(night(3), "sha256:base3")
                        .attempt("full", 1, BROKEN, NEW)
                        .image(ImageStatus.FAILED, "")
                        .ends(Verdict.FAILED)
                        .events());
        try (Ledger ledger = open()) {
            ledger.catchUp();
            Bill now = ledger.bill(night(3), "api").orElseThrow();
            assertThat(now.packages()).isEqualTo(NEW);
            assertThat(now.inputs()).isEqualTo(inputs.hashes());
            assertThat(now.bases())
                    .as("of the run's bases the one that the image started from")
                    .isEqualTo(Map.of("python:3.11-slim", "sha256:base3"));
            assertThat(now.layers()).hasSize(2);
            assertThat(now.bytes()).isEqualTo(4_000);
            Bill good = ledger.lastGood(night(3), "api").orElseThrow();
            assertThat(good.run()).isEqualTo(night(2));
            assertThat(good.variant()).as("what works, works by the lower rung").isEqualTo("slim");
            assertThat(good.packages()).isEqualTo(OLD);
            assertThat(good.bases()).hasSize(2);
            assertThat(ledger.lastGood(night(2), "api").map(Bill::run)).contains(night(1));
            assertThat(ledger.lastGood(night(1), "api")).isEmpty();
            assertThat(ledger.bill(night(1), "worker")).isEmpty();
        }
    }

    @Test
    void aHomeIsComparedWithItselfAndWithAnotherOneOnlyWhenItWasNeverGood() throws Exception {
        Home first = home;
        degraded(1);
        good(4, OLD);
        try (Ledger ledger = open()) {
            ledger.catchUp();
        }
        home = new Home(folder.resolve("other"));
        bad(2);
        good(3, NEW);
        bad(5);
        try (Ledger ledger = shared(home)) {
            ledger.catchUp();
            String theirs = ":" + first.folder().toAbsolutePath().normalize();

            Bill own = ledger.lastGood(night(5), "api").orElseThrow();
            assertThat(own.run()).as("another home's is younger").isEqualTo(night(3));
            assertThat(own.elsewhere()).isEmpty();
            assertThat(ledger.lastGood(night(5), "api", "full").map(Bill::run)).contains(night(3));
            assertThat(ledger.lastGood(night(5), "api", "slim"))
                    .as("it was good here by another variant")
                    .isEmpty();

            Bill other = ledger.lastGood(night(2), "api").orElseThrow();
            assertThat(other.run()).as("nothing was good here yet").isEqualTo(night(1));
            assertThat(other.elsewhere()).endsWith(theirs);
            assertThat(ledger.lastGood(night(2), "api", "slim").map(Bill::elsewhere))
                    .hasValueSatisfying(where -> assertThat(where).endsWith(theirs));
            assertThat(ledger.lastGood(night(2), "api", "full")).isEmpty();
            assertThat(ledger.lastGood(night(4), "api").map(Bill::run))
                    .as("of the home whose run is asked about")
                    .contains(night(1));

            assertThat(ledger.prune(new Retention(Duration.ZERO, 0), at(9)))
                    .as("what was last good in each home stays")
                    .isEqualTo(3);
            assertThat(ledger.runs("shop", 9)).extracting(PastRun::id).containsExactly(night(4), night(3));
        }
    }

    @Test
    void aVariantIsComparedWithItself() {
        good(1, OLD);
        degraded(2);
        degraded(3);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            assertThat(ledger.bill(night(3), "api", "full").map(Bill::packages)).contains(NEW);
            assertThat(ledger.bill(night(3), "api", "slim").map(Bill::packages)).contains(OLD);
            assertThat(ledger.bill(night(3), "api", "none")).isEmpty();
            assertThat(ledger.lastGood(night(3), "api", "full").map(Bill::run))
                    .as("the preferred variant worked before the fallback did")
                    .contains(night(1));
            assertThat(ledger.lastGood(night(3), "api", "slim").map(Bill::run)).contains(night(2));
            assertThat(ledger.lastGood(night(2), "api", "slim")).isEmpty();
        }
    }

    @Test
    void nightsAreFoundBehindAnyNumberOfOtherRuns() {
        good(1, OLD);
        bad(2);
        IntStream.rangeClosed(3, 9).forEach(this::degraded);
        good(10, NEW);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            assertThat(ledger.nights("shop", 3)).extracting(PastRun::id).containsExactly(night(10), night(2), night(1));
            assertThat(ledger.nights("shop", 2)).extracting(PastRun::id).containsExactly(night(10), night(2));
            assertThat(ledger.nights("other", 9)).isEmpty();
        }
    }

    @Test
    void aRunIsFoundByTheEndOfItsId() {
        good(1, OLD);
        good(2, OLD);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            assertThat(ledger.find("0002").map(PastRun::id)).contains(night(2));
            assertThat(ledger.find("023000-0001").map(PastRun::id)).contains(night(1));
            assertThat(ledger.find("%")).isEmpty();
            assertThat(ledger.find("x".repeat(80))).isEmpty();
        }
    }

    @Test
    void moreStepsThanAnybodyKeepsInMindAreFoldedAsTheyCome() {
        List<RunEvent> events = new Story("shop", "build", at(1), "a".repeat(64))
                .begins(night(1), "sha256:b")
                .events();
        String span = "image/api/full#1";
        events.add(new RunEvent.AttemptStarted(at(1), span, "api", "full", 1, null));
        int steps = 3_000;
        for (int i = 0; i < steps; i++) {
            String inside = span + "/build/" + i;
            events.add(new RunEvent.StepStarted(at(1), inside, StepKind.LAYER, "RUN step " + i));
            events.add(new RunEvent.StepEnded(at(1), inside, Duration.ZERO, StepStatus.PASSED, "", Map.of()));
        }
        Story.write(home, night(1), events);
        try (Ledger ledger = open()) {
            assertThat(ledger.catchUp().runs()).isEqualTo(1);
            assertThat(ledger.count("step")).isEqualTo(steps);
        }
    }

    @Test
    void theSameListOfPackagesIsKeptOnce() {
        IntStream.rangeClosed(1, 4).forEach(number -> good(number, OLD));
        good(5, NEW);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            assertThat(ledger.count("package_list")).isEqualTo(2);
            assertThat(ledger.count("package")).isEqualTo(4);
            assertThat(ledger.count("layer_list")).isEqualTo(1);
        }
    }

    @Test
    void whatWasAskedIsToldAsTrials() {
        good(1, OLD);
        bad(2);
        List<RunEvent> cancelled = new Story("shop", "nightly", at(3), "a".repeat(64))
                .begins(night(3), "sha256:b")
                .attempt("full", 1, BROKEN, NEW)
                .events();
        Story.write(home, night(3), cancelled.subList(0, cancelled.size() - 1));
        try (Ledger ledger = open()) {
            ledger.catchUp();
            List<Trial> trials = ledger.trials("shop", at(0));
            assertThat(trials)
                    .extracting(trial -> trial.run().substring(6, 8) + " " + trial.subject() + " " + trial.variant()
                            + " "
                            + trial.kind() + " '" + trial.step() + "' " + trial.attempt() + " " + trial.passed() + " "
                            + trial.nature())
                    .containsExactly(
                            "01 api full build 'build Dockerfile' 1 true ",
                            "01 api full check 'import numpy' 1 true ",
                            "01 stack  check 'a job travels: POST api:8000/jobs' 0 true ",
                            "02 api full build 'build Dockerfile' 1 true ",
                            "02 api full check 'import numpy' 1 false deterministic",
                            "02 api full build 'build Dockerfile' 2 true ",
                            "02 api full check 'import numpy' 2 false deterministic",
                            "02 api slim build 'build Dockerfile' 1 true ",
                            "02 api slim check 'import numpy' 1 false deterministic",
                            "03 api full build 'build Dockerfile' 1 true ");
            assertThat(trials.getFirst().fingerprint()).isEqualTo("f".repeat(64));
            assertThat(ledger.trials("shop", at(2))).extracting(Trial::run).doesNotContain(night(1));
            assertThat(ledger.trials("other", at(0))).isEmpty();
        }
    }

    @Test
    void whatWasMeasuredIsToldAsSeries() {
        good(1, OLD);
        good(2, OLD);
        bad(3);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            List<Series> series = ledger.measures("shop", at(0));
            assertThat(series.stream()
                            .map(one -> one.measure() + " " + one.subject() + " "
                                    + one.samples().stream()
                                            .map(Series.Sample::value)
                                            .toList())
                            .toList())
                    .containsExactlyInAnyOrder(
                            "DURATION nightly runs [40000.0, 40000.0]",
                            "DURATION api in nightly runs [10000.0, 10000.0]",
                            "DURATION api/full/build Dockerfile in nightly runs [10000.0, 10000.0, 10000.0, 10000.0]",
                            "DURATION api/slim/build Dockerfile in nightly runs [10000.0]",
                            "DURATION api/full/import numpy in nightly runs [10000.0, 10000.0]",
                            "DURATION stack/a job travels/POST api:8000/jobs in nightly runs [10000.0, 10000.0]",
                            "SIZE api [4000.0, 4000.0]",
                            "IMPORT_TIME api/full/import numpy [812.0, 812.0]",
                            "MEMORY api/full/import numpy [120000.0, 120000.0]");
            assertThat(series.stream()
                            .filter(one -> one.measure() == Measure.SIZE)
                            .findFirst()
                            .orElseThrow()
                            .samples())
                    .extracting(Series.Sample::run)
                    .containsExactly(night(1), night(2));
        }
    }

    @Test
    void aNightIsNotHeldAgainstABuildNorItsSpareRungsAgainstAnImage() {
        Story.write(
                home,
                night(1),
                new Story("shop", "nightly", at(1), "f".repeat(64))
                        .begins(night(1), "sha256:b")
                        .attempt("full", 1, BROKEN, OLD)
                        .attempt("full", 2, null, OLD)
                        .attempt("slim", 1, null, OLD)
                        .image(ImageStatus.BUILT, "full")
                        .ends(Verdict.PROVEN)
                        .events());
        Story.write(
                home,
                night(2),
                new Story("shop", "build", at(2), "f".repeat(64))
                        .begins(night(2), "sha256:b")
                        .attempt("full", 1, null, OLD)
                        .image(ImageStatus.BUILT, "full")
                        .ends(Verdict.PROVEN)
                        .events());
        try (Ledger ledger = open()) {
            ledger.catchUp();
            assertThat(ledger.measures("shop", at(0)).stream()
                            .filter(one -> one.measure() == Measure.DURATION
                                    && !one.subject().contains("/"))
                            .map(one -> one.subject() + " "
                                    + one.samples().stream()
                                            .map(Series.Sample::value)
                                            .toList())
                            .toList())
                    .containsExactlyInAnyOrder(
                            " [30000.0]", "nightly runs [90000.0]", "api [10000.0]", "api in nightly runs [20000.0]");
        }
    }

    @Test
    void nothingIsFoldedTwiceAndWhatGrewIsFoldedAnew() {
        List<RunEvent> events = new Story("shop", "build", at(1), "a".repeat(64))
                .begins(night(1), "sha256:b")
                .attempt("full", 1, null, OLD)
                .image(ImageStatus.BUILT, "full")
                .ends(Verdict.PROVEN)
                .events();
        Story.write(home, night(1), events.subList(0, 9));
        try (Ledger ledger = open()) {
            Folded first = ledger.catchUp();
            assertThat(first.runs()).isEqualTo(1);
            assertThat(first.remarks())
                    .containsExactly("run " + night(1) + " was cut off: its process died before it told an end");
            PastRun cut = ledger.run(night(1)).orElseThrow();
            assertThat(cut.ending()).isEqualTo(Ending.CUT_OFF);
            assertThat(cut.image("api").orElseThrow().ended()).isEmpty();
            assertThat(ledger.catchUp()).isEqualTo(new Folded(0, 0, List.of()));
            Story.write(home, night(1), events.subList(9, events.size()));
            assertThat(ledger.catchUp().runs()).isEqualTo(1);
            PastRun whole = ledger.run(night(1)).orElseThrow();
            assertThat(whole.ending()).isEqualTo(Ending.PROVEN);
            assertThat(whole.image("api").orElseThrow().rungs()).hasSize(1);
            assertThat(ledger.runs("", 9)).hasSize(1);
        }
    }

    @Test
    void aRunAtWorkIsRunning() {
        String id = new RunFolders(home).begin(at(1));
        List<RunEvent> events = new Story("shop", "build", at(1), "a".repeat(64))
                .begins(id, "sha256:b")
                .attempt("full", 1, null, OLD)
                .ends(Verdict.PROVEN)
                .events();
        try (Ledger ledger = open()) {
            assertThat(ledger.catchUp()).as("it has told nothing yet").isEqualTo(new Folded(0, 0, List.of()));
            Story.write(home, id, events.subList(0, 8));
            assertThat(ledger.catchUp()).isEqualTo(new Folded(1, 1, List.of()));
            assertThat(ledger.run(id).map(PastRun::ending)).contains(Ending.RUNNING);
            assertThat(ledger.catchUp().runs()).as("it has told nothing more").isZero();
            Story.write(home, id, events.subList(8, events.size()));
            ledger.catchUp();
            assertThat(ledger.run(id).map(PastRun::ending)).contains(Ending.PROVEN);
        }
    }

    @Test
    void oneJournalThatIsDamagedStopsNoOther() throws IOException {
        good(1, OLD);
        Files.createDirectories(home.run(night(2)));
        Files.writeString(home.journal(night(2)), "{\"event\":\"image-sta");
        Files.createDirectories(home.journal(night(3)).resolve("a folder"));
        good(4, OLD);
        Files.writeString(home.journal(night(4)), "{\"event\":\"run-en", StandardOpenOption.APPEND);
        try (Ledger ledger = open()) {
            Folded folded = ledger.catchUp();
            assertThat(folded.remarks()).hasSize(3);
            assertThat(folded.remarks().get(0))
                    .isEqualTo(
                            "run " + night(2)
                                    + " is not in the ledger: its journal does not tell how it began, and 1 line of it cannot be read");
            assertThat(folded.remarks().get(1))
                    .startsWith("run " + night(3) + " is not in the ledger: reading the journal");
            assertThat(folded.remarks().get(2))
                    .isEqualTo("run " + night(4) + " is whole but for 1 line of its journal that cannot be read");
            assertThat(ledger.runs("", 9)).extracting(PastRun::id).containsExactly(night(4), night(1));
        }
    }

    @Test
    void twoWhoFoldAtOnceFoldEachRunOnce() throws InterruptedException, ExecutionException {
        IntStream.rangeClosed(1, 28).forEach(number -> good(number, number % 2 == 0 ? OLD : NEW));
        int folders = 4;
        try (ExecutorService threads = Executors.newFixedThreadPool(folders)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < folders; i++) {
                counts.add(threads.submit(() -> {
                    try (Ledger ledger = open()) {
                        return ledger.catchUp().runs();
                    }
                }));
            }
            int sum = 0;
            for (Future<Integer> count : counts) {
                sum += count.get();
            }
            assertThat(sum).isEqualTo(28);
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.runs("shop", 100))
                    .hasSize(28)
                    .allMatch(run -> run.image("api").orElseThrow().rungs().size() == 1);
            assertThat(ledger.count("package_list")).isEqualTo(2);
        }
    }

    @Test
    void rebuildingAnswersAsCatchingUpDid() {
        good(1, OLD);
        degraded(2);
        bad(3);
        Story.write(home, "20260304-120000-aaaa", Runs.failed());
        Story.write(home, "20260304-120000-bbbb", Runs.interrupted());
        List<Object> before = answers();
        assertThat(Ledger.rebuild(url, home).runs()).isEqualTo(5);
        assertThat(answers()).isEqualTo(before);
    }

    private List<Object> answers() {
        try (Ledger ledger = open()) {
            ledger.catchUp();
            List<PastRun> runs = ledger.runs("", 100);
            List<Object> answers = new ArrayList<>(runs);
            for (PastRun run : runs) {
                for (PastImage image : run.images()) {
                    answers.add(ledger.bill(run.id(), image.name()));
                    answers.add(ledger.lastGood(run.id(), image.name()));
                }
            }
            answers.add(ledger.trials("", Instant.EPOCH));
            answers.add(ledger.measures("", Instant.EPOCH));
            return answers;
        }
    }

    @Test
    void whatHasNoJournalAnyMoreOutlivesARebuild() throws IOException {
        good(1, OLD);
        good(2, OLD);
        try (Ledger ledger = open()) {
            ledger.catchUp();
        }
        Files.delete(home.journal(night(1)));
        Ledger.rebuild(url, home);
        try (Ledger ledger = open()) {
            assertThat(ledger.runs("shop", 9)).hasSize(2);
        }
    }

    @Test
    void pruningKeepsWhatIsYoungAndWhatWasLastGood() {
        good(1, OLD);
        good(2, NEW);
        bad(3);
        bad(4);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            Retention week = new Retention(Duration.ofDays(7), 0);
            assertThat(ledger.prune(week, at(9)))
                    .as("1 and 2 are old, 2 is the last good one")
                    .isEqualTo(1);
            assertThat(ledger.runs("shop", 9)).extracting(PastRun::id).containsExactly(night(4), night(3), night(2));
            assertThat(ledger.prune(new Retention(Duration.ZERO, 1), at(9)))
                    .as("of the nights one stays")
                    .isEqualTo(1);
            assertThat(ledger.runs("shop", 9)).extracting(PastRun::id).containsExactly(night(4), night(2));
            assertThat(ledger.count("package_list"))
                    .as("the old list went with its run")
                    .isEqualTo(1);
            assertThat(ledger.lastGood(night(4), "api").map(Bill::run)).contains(night(2));
            assertThat(ledger.catchUp().runs())
                    .as("their journals are still there")
                    .isZero();
        }
    }

    /** As a build server's checkouts are: each job has one of its own, and folds into the same ledger. */
    @Test
    void pruningKeepsNothingForHomesThatNobodyUsesAnyMore() throws IOException {
        for (int number = 1; number <= 3; number++) {
            inNewHome();
            good(number, OLD);
            caughtUp();
        }
        inNewHome();
        good(4, OLD);
        bad(8);
        caughtUp();
        inNewHome();
        good(6, NEW);
        caughtUp();
        inNewHome();
        good(5, OLD);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            Retention week = new Retention(Duration.ofDays(7), 0);
            assertThat(ledger.prunable(week, at(14))).isEqualTo(3);
            assertThat(ledger.prune(week, at(14))).isEqualTo(3);
            assertThat(ledger.runs("shop", 9))
                    .extracting(PastRun::id)
                    .as("4 is the last good one of a home with a young run, 5 that of the one that asks, 6 of all")
                    .containsExactly(night(8), night(6), night(5), night(4));
            assertThat(ledger.prune(new Retention(Duration.ofDays(1), 1), at(14)))
                    .as("a night that is kept tells of its home too")
                    .isZero();
            assertThat(ledger.prune(new Retention(Duration.ofDays(1), 0), at(14)))
                    .isEqualTo(2);
            assertThat(ledger.runs("shop", 9)).extracting(PastRun::id).containsExactly(night(6), night(5));
        }
    }

    private void caughtUp() {
        try (Ledger ledger = open()) {
            ledger.catchUp();
        }
    }

    /** In the same folder, so that it has the same ledger whatever keeps that. */
    private void inNewHome() throws IOException {
        Files.deleteIfExists(home.folder().resolve("mark"));
        if (Files.exists(home.runs())) {
            try (Stream<Path> old = Files.walk(home.runs())) {
                for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Test
    void anImageOverTimeTellsWhatCameIn() {
        good(1, OLD);
        good(2, NEW);
        good(3, NEW);
        try (Ledger ledger = open()) {
            ledger.catchUp();
            assertThat(ledger.occasions("shop", "api", Instant.EPOCH, 2))
                    .extracting(Occasion::run, Occasion::packages, Occasion::cause)
                    .containsExactly(
                            tuple(night(3), List.of(), "requirements.txt changed"),
                            tuple(night(2), List.of("pip numpy 1.26.4 → 2.3.1"), "requirements.txt changed"));
            assertThat(ledger.occasions("shop", "nobody", Instant.EPOCH, 9)).isEmpty();
        }
    }

    /** As versions before provenance, fingerprints and ids of bases wrote them. */
    @Test
    void journalsOfEarlierVersionsFold() throws IOException {
        good(1, OLD);
        String old = Files.readString(home.journal(night(1)))
                .lines()
                .filter(line -> !line.contains("\"inventory-taken\""))
                .map(line -> line.replaceAll(",\"provenance\":\\{[^}]*}", "")
                        .replaceAll(",\"fingerprint\":\"[^\"]*\"", "")
                        .replaceAll(",\"id\":\"sha256:(base1|redis)\"", ""))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(home.journal(night(1)), old);
        try (Ledger ledger = open()) {
            assertThat(ledger.catchUp()).isEqualTo(new Folded(1, 0, List.of()));
            PastRun run = ledger.run(night(1)).orElseThrow();
            assertThat(run.ending()).isEqualTo(Ending.PROVEN);
            assertThat(run.provenance().commit()).isEmpty();
            assertThat(ledger.bill(night(1), "api"))
                    .map(bill -> Optional.of(bill.packages().size()
                            + bill.bases().size()
                            + bill.inputs().size()))
                    .contains(Optional.of(0));
        }
    }
}
