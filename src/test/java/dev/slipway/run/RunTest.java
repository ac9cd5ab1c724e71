package dev.slipway.run;

import static dev.slipway.engine.fake.Script.breaks;
import static dev.slipway.engine.fake.Script.exits;
import static dev.slipway.engine.fake.Script.hangs;
import static dev.slipway.engine.fake.Script.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Quote;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.BaseSpec;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.plan.Decision.Reuse;
import dev.slipway.plan.ImageLabels;
import dev.slipway.run.RunEvent.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on an engine in memory, with real contexts on the disk. */
@Timeout(60)
class RunTest {
    private static final Judge JUDGE = new Diagnostician(RuleBook.bundled())::diagnose;
    private static final Owner DEAD = new Owner(Owner.self().host(), Long.MAX_VALUE, 1);

    @TempDir
    private Path folder = Path.of("");

    private final FakeEngine engine = new FakeEngine().with("python:3.11-slim");
    private final ManualTicker ticker = new ManualTicker();
    private final List<EventRecorder> stories = new CopyOnWriteArrayList<>();
    private final List<ImageSpec> images = new ArrayList<>();
    private final List<BaseSpec> bases = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private int runs;

    @BeforeEach
    void twoImages() throws IOException {
        images.add(image("backend", "full"));
        images.add(image("worker", "full", "minimal"));
    }

    @AfterEach
    void nothingIsLeftAndEveryStartHasItsEnd() {
        stories.forEach(EventRecorder::assertWellFormed);
        assertThat(engine.left()).isEmpty();
        assertThat(engine.tags()).noneMatch(tag -> tag.contains(":run-"));
    }

    private ImageSpec image(String name, String... variants) throws IOException {
        Path context = Files.createDirectories(folder.resolve(name));
        List<Variant> rungs = new ArrayList<>();
        for (String variant : variants) {
            String dockerfile = "Dockerfile." + variant;
            Files.writeString(context.resolve(dockerfile), "FROM python:3.11-slim\nCOPY . .\n");
            rungs.add(new Variant(
                    variant,
                    BuildSpec.of(context, dockerfile),
                    new Proof(List.of(), List.of(), List.of(), Map.of()),
                    new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10)),
                    Budget.UNLIMITED,
                    new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofHours(1)),
                    Models.NOWHERE));
        }
        return new ImageSpec(name, List.of(), rungs, List.of("stack/" + name + ":latest"), Models.NOWHERE);
    }

    private Run run(Thoroughness thoroughness) {
        runs++;
        EventRecorder story = new EventRecorder();
        stories.add(story);
        Pipeline pipeline = new Pipeline(
                "stack", "", folder.resolve("pipeline.yaml"), bases, images, List.of(), List.of(), Nightly.NONE);
        RunSetting setting = new RunSetting(
                "20260101-00000" + runs + "-abcd", pipeline, new Home(folder.resolve("home")), 2, thoroughness, "test");
        return new Run(engine, setting, List.of(story), ticker, JUDGE);
    }

    private Verdict build() {
        return run(Thoroughness.USUAL).build(List.of(), stop);
    }

    private List<String> ends() {
        return stories.getLast().all(RunEvent.ImageEnded.class).stream()
                .map(end ->
                        (end.image() + " " + end.status() + " " + end.result().variant()).strip())
                .sorted()
                .toList();
    }

    private String id(String reference) {
        return engine.image(reference).orElseThrow().id();
    }

    private static void until(BooleanSupplier seen) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(seen::getAsBoolean);
    }

    /** Lets the pause before an attempt pass, once it has begun. */
    private void afterRetryScheduled(int number) {
        until(() -> !stories.isEmpty()
                && stories.getLast().all(RunEvent.RetryScheduled.class).size() == number);
        ticker.awaitDue(1);
        ticker.advance(Duration.ofSeconds(5));
    }

    /** Lets the pause before the engine is asked for a sign of life pass, once a loss was told. */
    private void afterLoss(int number) {
        until(() -> !stories.isEmpty()
                && stories.getLast().all(RunEvent.Noticed.class).stream()
                                .filter(notice -> notice.text().contains("does not answer"))
                                .count()
                        == number);
        // It is told before the pause begins.
        ticker.awaitDue(1);
        ticker.advance(Duration.ofSeconds(5));
    }

    @Test
    void provesAndPromotes() {
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(ends()).containsExactly("backend BUILT full", "worker BUILT full");
        assertThat(engine.tags()).contains("stack/backend:latest", "stack/worker:latest");
    }

    @Test
    void whatIsBuiltForWorkIsToldAsThat() {
        assertThat(run(Thoroughness.USUAL).develop(List.of(), stop)).isEqualTo(Verdict.PROVEN);
        assertThat(stories.getLast().all(RunEvent.RunStarted.class))
                .singleElement()
                .extracting(RunEvent.RunStarted::command)
                .isEqualTo("dev");
    }

    @Test
    void unchangedStackIsKeptWithoutAContainerOrABuild() {
        build();
        int before = engine.requests().size();
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(ends()).containsExactly("backend CACHED full", "worker CACHED full");
        assertThat(engine.requests()).hasSize(before);
    }

    @Test
    void oneChangedFileRebuildsItsImageAlone() throws IOException {
        build();
        Files.writeString(folder.resolve("backend/app.py"), "print(1)\n");
        assertThat(run(Thoroughness.USUAL).plan(List.of()))
                .hasToString("#1 build  backend  app.py added\n#2 keep   worker   unchanged\n");
        build();
        assertThat(ends()).containsExactly("backend BUILT full", "worker CACHED full");
    }

    @Test
    void fallbackIsDegradedAndKeptWhileNothingChanges() {
        engine.onBuild("Dockerfile.minimal", succeeds())
                .onBuild("worker", exits(1, "error: command 'gcc' failed: No such file or directory"), succeeds());
        assertThat(build()).isEqualTo(Verdict.DEGRADED);
        assertThat(ends()).contains("worker DEGRADED minimal");
        int before = engine.requests().size();
        assertThat(build()).isEqualTo(Verdict.DEGRADED);
        assertThat(ends()).contains("worker DEGRADED minimal");
        assertThat(engine.requests()).hasSize(before);
        assertThat(run(Thoroughness.USUAL.reusing(Reuse.PREFERRED_RUNG)).build(List.of(), stop))
                .isEqualTo(Verdict.PROVEN);
    }

    @Test
    void failedImageHoldsBackTheTagsOfAll() throws IOException {
        build();
        String before = id("stack/backend:latest");
        Files.writeString(folder.resolve("backend/app.py"), "print(1)\n");
        Files.delete(folder.resolve("worker/Dockerfile.full"));
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(ends()).containsExactly("backend BUILT full", "worker FAILED");
        assertThat(id("stack/backend:latest")).isEqualTo(before);
        assertThat(stories.getLast().all(RunEvent.PromotionEnded.class))
                .singleElement()
                .satisfies(end -> assertThat(end.withheld()).isEqualTo("worker failed"));
        assertThat(run(Thoroughness.USUAL.promoting(Thoroughness.Promoting.EACH))
                        .build(List.of(), stop))
                .isEqualTo(Verdict.FAILED);
        assertThat(ends()).contains("backend CACHED full");
        assertThat(id("stack/backend:latest")).isNotEqualTo(before);
    }

    @Test
    void missingDockerfileIsTheAuthorsAndHasNoFallback() throws IOException {
        Files.delete(folder.resolve("worker/Dockerfile.full"));
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(stories.getLast().all(RunEvent.FellBack.class)).isEmpty();
        assertThat(stories.getLast().all(RunEvent.AttemptEnded.class))
                .filteredOn(end -> end.image().equals("worker"))
                .singleElement()
                .satisfies(end ->
                        assertThat(end.why()).extracting(Diagnosis::category).isEqualTo("dockerfile-missing"));
    }

    @Test
    void silentBuildIsCutOffAtItsIdleLimitAndTriedAgain() {
        images.removeFirst();
        engine.onBuild("worker", hangs("Collecting torch"), succeeds());
        CompletableFuture<Verdict> run = CompletableFuture.supplyAsync(this::build);
        until(() -> !stories.isEmpty()
                && !stories.getLast().all(RunEvent.StepPrinted.class).isEmpty());
        ticker.advance(Duration.ofMinutes(10));
        afterRetryScheduled(1);
        assertThat(run.join()).isEqualTo(Verdict.PROVEN);
        assertThat(stories.getLast().all(RunEvent.RetryScheduled.class)).hasSize(1);
        assertThat(stories.getLast().all(RunEvent.AttemptEnded.class)).first().satisfies(end -> assertThat(end.why())
                .extracting(Diagnosis::category)
                .isEqualTo("hang"));
    }

    @Test
    void interruptionLeavesNothingAndMovesNothing() {
        engine.onBuild("backend", hangs("Step 1"));
        CompletableFuture<Verdict> run = CompletableFuture.supplyAsync(this::build);
        until(() -> !engine.requests().isEmpty());
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(run.join()).isEqualTo(Verdict.INTERRUPTED);
        assertThat(engine.tags()).doesNotContain("stack/backend:latest", "stack/worker:latest");
    }

    @Test
    void absentBaseIsPulledOrProvidedOrTold() {
        images.removeLast();
        engine.removeImage("python:3.11-slim");
        engine.onPull(
                "python:3.11-slim",
                breaks(Kind.NOT_FOUND, "manifest for python:3.11-slim not found: manifest unknown"));
        bases.add(new BaseSpec("python:3.11-slim", "echo nothing to provide; exit 3", Models.NOWHERE));
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(stories.getLast().all(RunEvent.BaseEnded.class)).first().satisfies(end -> {
            assertThat(end.how()).isEqualTo("failed");
            assertThat(end.why())
                    .extracting(Diagnosis::quotes, InstanceOfAssertFactories.list(Quote.class))
                    .extracting(Quote::text)
                    .anyMatch(text -> text.contains("exit code 3") || text.contains("manifest unknown"));
        });
    }

    @Test
    void nightPullsWhatIsThereAndGoesOnWithItWhenThatIsRefused() throws IOException {
        engine.with("redis:7");
        Files.writeString(folder.resolve("backend/Dockerfile.full"), "FROM redis:7\nCOPY . .\n");
        engine.onPull("python:3.11-slim", breaks(Kind.FAILED, "dial tcp: lookup registry-1.docker.io: no such host"));
        String old = id("python:3.11-slim");
        String before = id("redis:7");
        assertThat(run(Thoroughness.NIGHTLY).nightly(List.of(), stop)).isEqualTo(Verdict.PROVEN);
        EventRecorder story = stories.getLast();
        assertThat(story.all(RunEvent.RunStarted.class))
                .extracting(RunEvent.RunStarted::command)
                .containsExactly("nightly");
        assertThat(story.all(RunEvent.BaseEnded.class))
                .extracting(RunEvent.BaseEnded::reference, RunEvent.BaseEnded::how, RunEvent.BaseEnded::id)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("python:3.11-slim", "present", old),
                        Tuple.tuple("redis:7", "pulled", id("redis:7")));
        assertThat(id("redis:7")).isNotEqualTo(before);
        assertThat(story.all(RunEvent.Noticed.class))
                .extracting(RunEvent.Noticed::text)
                .anyMatch(text -> text.startsWith("python:3.11-slim could not be refreshed (dial tcp"));
        assertThat(engine.requests()).allMatch(request -> request.freshness() == BuildRequest.Freshness.NO_CACHE);
    }

    @Test
    void aNightLeavesNoBaseOfOursWithoutANameAndAsksNobodyForAnId() throws IOException {
        ImageFacts.Configuration plain =
                engine.image("python:3.11-slim").orElseThrow().configuration();
        engine.with("own:1", plain, Map.of(ImageLabels.PIPELINE, "other")).with("redis:7");
        String own = id("own:1");
        String foreign = id("redis:7");
        String kept = id("python:3.11-slim");
        Files.writeString(folder.resolve("backend/Dockerfile.full"), "FROM own:1\nCOPY . .\n");
        Files.writeString(folder.resolve("worker/Dockerfile.full"), "FROM redis:7\nCOPY . .\n");
        Files.writeString(folder.resolve("worker/Dockerfile.minimal"), "FROM " + kept + "\nCOPY . .\n");

        assertThat(run(Thoroughness.NIGHTLY).nightly(List.of(), stop)).isEqualTo(Verdict.PROVEN);

        assertThat(engine.image(own)).isEmpty();
        assertThat(engine.image(foreign)).as("nobody knows whose it is").isPresent();
        assertThat(engine.calls()).contains("pull own:1", "pull redis:7").doesNotContain("pull " + kept);
    }

    private static ImageSpec standingOnBackend(ImageSpec image) {
        List<Variant> rungs = image.variants().stream()
                .map(rung -> new Variant(
                        rung.name(),
                        new BuildSpec(
                                rung.build().context(),
                                rung.build().dockerfile(),
                                null,
                                List.of(),
                                Map.of("BASE", "${images.backend}"),
                                Map.of(),
                                rung.build().access(),
                                rung.build().cache()),
                        rung.proof(),
                        rung.timeouts(),
                        rung.budget(),
                        rung.retry(),
                        rung.origin()))
                .toList();
        return new ImageSpec(image.name(), List.of("backend"), rungs, image.tags(), image.origin());
    }

    @Test
    void nightThatFailsKeepsWhatItsPullsReplacedAndEndsAsItShould() throws IOException {
        engine.pull("redis:7", OutputSink.NOWHERE, stop);
        ImageFacts replaced = engine.image("redis:7").orElseThrow();
        Files.writeString(folder.resolve("backend/Dockerfile.full"), "FROM redis:7\nCOPY . .\n");
        images.set(1, standingOnBackend(images.get(1)));
        engine.onBuild("backend", exits(1, "E: Unable to locate package libgl9"));

        assertThat(run(Thoroughness.NIGHTLY).nightly(List.of(), stop)).isEqualTo(Verdict.FAILED);

        assertThat(engine.image(replaced.id())).isPresent();
        assertThat(stories.getLast().all(RunEvent.RunEnded.class)).hasSize(1);
        assertThat(stories.getLast().all(RunEvent.Noticed.class))
                .extracting(RunEvent.Noticed::text)
                .contains("kept what fresh bases have replaced, as not everything works with those: redis:7 ("
                        + replaced.digests().getFirst() + ")");
    }

    @Test
    void nightOfOneImageNeedNotKnowWhatTheOthersStandOn() throws IOException {
        engine.pull("redis:7", OutputSink.NOWHERE, stop);
        ImageFacts replaced = engine.image("redis:7").orElseThrow();
        images.set(1, standingOnBackend(images.get(1)));
        images.add(image("frontend", "full"));
        Files.writeString(folder.resolve("frontend/Dockerfile.full"), "FROM redis:7\nCOPY . .\n");

        assertThat(run(Thoroughness.NIGHTLY).nightly(List.of("frontend"), stop)).isEqualTo(Verdict.PROVEN);

        assertThat(engine.image(replaced.id())).isEmpty();
    }

    @Test
    void nightRemovesWhatItsOwnPullsReplacedOnceNothingStandsOnItAndSaysSo() throws IOException {
        engine.pull("redis:7", OutputSink.NOWHERE, stop);
        engine.pull("postgres:16", OutputSink.NOWHERE, stop);
        ImageFacts replaced = engine.image("redis:7").orElseThrow();
        ImageFacts pinned = engine.image("postgres:16").orElseThrow();
        Files.writeString(folder.resolve("backend/Dockerfile.full"), "FROM redis:7\nCOPY . .\n");
        Files.writeString(folder.resolve("worker/Dockerfile.full"), "FROM postgres:16\nCOPY . .\n");
        Files.writeString(
                folder.resolve("worker/Dockerfile.minimal"),
                "FROM " + pinned.digests().getFirst() + "\nCOPY . .\n");

        assertThat(run(Thoroughness.NIGHTLY).nightly(List.of(), stop)).isEqualTo(Verdict.PROVEN);

        assertThat(engine.image(replaced.id())).isEmpty();
        assertThat(engine.image(pinned.id())).isPresent();
        assertThat(engine.tags()).contains("redis:7", "postgres:16");
        assertThat(stories.getLast().all(RunEvent.Noticed.class))
                .extracting(RunEvent.Noticed::text)
                .containsExactly("removed what is replaced by a fresh base and used by nobody: redis:7");
        int removal = engine.calls().indexOf("remove image " + replaced.id());
        assertThat(removal)
                .isGreaterThan(engine.calls().lastIndexOf("tag " + id("stack/worker:latest") + " stack/worker:latest"));
    }

    @Test
    void buildReplacesNoBaseAndRemovesNone() throws IOException {
        engine.pull("redis:7", OutputSink.NOWHERE, stop);
        String there = id("redis:7");
        Files.writeString(folder.resolve("backend/Dockerfile.full"), "FROM redis:7\nCOPY . .\n");

        assertThat(build()).isEqualTo(Verdict.PROVEN);

        assertThat(id("redis:7")).isEqualTo(there);
        assertThat(engine.calls()).doesNotContain("remove image " + there);
    }

    @Test
    void spareRungLeavesNoMarkAndTheNextBuildKeepsTheUpperOne() {
        engine.onBuild("worker", succeeds(), exits(1, "error: command 'gcc' failed: No such file or directory"));
        assertThat(run(Thoroughness.NIGHTLY).nightly(List.of(), stop)).isEqualTo(Verdict.PROVEN);
        assertThat(ends()).containsExactly("backend BUILT full", "worker BUILT full");
        assertThat(engine.tags())
                .contains("slipway.local/stack/worker:proven-full", "stack/worker:latest")
                .doesNotContain("slipway.local/stack/worker:proven-minimal");
        assertThat(stories.getLast().all(RunEvent.AttemptEnded.class))
                .filteredOn(end -> end.span().equals("image/worker/minimal#1"))
                .singleElement()
                .satisfies(end ->
                        assertThat(end.why()).extracting(Diagnosis::category).isEqualTo("missing-cxx-compiler"));
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(ends()).containsExactly("backend CACHED full", "worker CACHED full");
    }

    @Test
    void whatWasBuiltIsToldBeforeItIsAskedAndNotWhenNothingIsBuilt() {
        engine.file("/lib/apk/db/installed", "P:musl\nV:1.2.5-r0\n");
        build();
        EventRecorder story = stories.getLast();
        assertThat(story.all(RunEvent.InventoryTaken.class)).hasSize(2).allSatisfy(taken -> {
            assertThat(taken.inventory().packages())
                    .containsExactly(new Inventory.InstalledPackage("apk", "musl", "1.2.5-r0"));
            assertThat(taken.inventory().layers()).hasSize(1);
            assertThat(taken.inventory().bytes()).isPositive();
            assertThat(taken.inventory().unasked()).isEmpty();
        });
        assertThat(story.all(RunEvent.AttemptStarted.class))
                .allSatisfy(attempt -> assertThat(attempt.fingerprint()).matches("[0-9a-f]{64}"));
        assertThat(story.all(RunEvent.StepEnded.class))
                .filteredOn(step -> step.span().endsWith("/build"))
                .allSatisfy(step -> assertThat(step.facts()).containsKey("silenceMs"));
        assertThat(story.all(RunEvent.RunStarted.class).getFirst().provenance())
                .isEqualTo(new Provenance("test", "", false));
        build();
        assertThat(stories.getLast().all(RunEvent.InventoryTaken.class)).isEmpty();
    }

    @Test
    void inventoryThatCannotBeTakenFailsNothing() {
        engine.onCall(call -> {
            if (call.startsWith("create ") || call.startsWith("layers ")) {
                throw new EngineException(Kind.FAILED, call, "no space left on device");
            }
        });
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(stories.getLast().all(RunEvent.InventoryTaken.class))
                .allSatisfy(taken -> assertThat(taken.inventory().unasked())
                        .hasSize(2)
                        .allMatch(why -> why.endsWith("no space left on device")));
    }

    @Test
    void checkTellsWhatTheImageWasMadeFrom() {
        build();
        Map<String, String> built = fingerprints();
        run(Thoroughness.USUAL).check(List.of(), stop);
        assertThat(fingerprints()).containsOnlyKeys("backend", "worker").isEqualTo(built);
        assertThat(stories.getLast().all(RunEvent.InventoryTaken.class)).isEmpty();
    }

    /** Of what was attempted, by image: which of two begins first is nobody's promise. */
    private Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new TreeMap<>();
        stories.getLast()
                .all(RunEvent.AttemptStarted.class)
                .forEach(start -> fingerprints.put(start.image(), String.valueOf(start.fingerprint())));
        return fingerprints;
    }

    @Test
    void runThatPromotesNothingSaysSo() {
        assertThat(run(Thoroughness.NIGHTLY.promoting(Thoroughness.Promoting.NONE))
                        .nightly(List.of(), stop))
                .isEqualTo(Verdict.PROVEN);
        assertThat(engine.tags()).doesNotContain("stack/worker:latest");
        assertThat(stories.getLast().all(RunEvent.PromotionEnded.class))
                .singleElement()
                .extracting(RunEvent.PromotionEnded::withheld)
                .isEqualTo("this run moves no tags");
    }

    @Test
    void engineThatGoesAwayIsTriedForAndThenToldAsLost() {
        images.removeLast();
        engine.onBuild("backend", breaks(Kind.UNREACHABLE, "connection refused"));
        CompletableFuture<Verdict> run = CompletableFuture.supplyAsync(this::build);
        afterLoss(1);
        afterLoss(2);
        assertThat(run.join()).isEqualTo(Verdict.ENGINE_LOST);
    }

    @Test
    void leftOversOfDeadRunsAreSweptAndLivingOnesAreNot() {
        String dead = container(DEAD, "dead");
        String alive = container(Owner.self(), "alive");
        engine.createNetwork("dead-net", false, DEAD.labels("dead"));
        build();
        assertThat(engine.left())
                .extracting(OwnedObject::id)
                .containsExactly(alive)
                .doesNotContain(dead);
        assertThat(stories.getLast().all(RunEvent.Noticed.class))
                .singleElement()
                .satisfies(notice ->
                        assertThat(notice.text()).isEqualTo("removed 1 container, 1 network of a run that died"));
        engine.removeContainer(alive);
    }

    private String container(Owner owner, String run) {
        return engine.createContainer(new ContainerSpec(
                "python:3.11-slim", run, null, null, Map.of(), new Attachment.None(), Map.of(), owner.labels(run)));
    }

    @Test
    void promotionThatDiedHalfWayIsCompleted() throws IOException {
        build();
        String wanted = id("stack/backend:latest");
        engine.tag("python:3.11-slim", "stack/backend:latest");
        Path wishes = Files.createDirectories(folder.resolve("home/promotions"));
        Files.writeString(wishes.resolve("x.wish"), DEAD + "\nstack/backend:latest " + wanted + "\n");
        build();
        assertThat(id("stack/backend:latest")).isEqualTo(wanted);
        assertThat(wishes).isEmptyDirectory();
    }

    @Test
    void checkAsksWithoutBuildingAndFailsWhatIsMissingOrStale() throws IOException {
        assertThat(run(Thoroughness.USUAL).check(List.of(), stop)).isEqualTo(Verdict.FAILED);
        build();
        int before = engine.requests().size();
        assertThat(run(Thoroughness.USUAL).check(List.of(), stop)).isEqualTo(Verdict.PROVEN);
        assertThat(ends()).containsExactly("backend CACHED full", "worker CACHED full");
        Files.writeString(folder.resolve("backend/app.py"), "print(1)\n");
        assertThat(run(Thoroughness.USUAL).check(List.of(), stop)).isEqualTo(Verdict.FAILED);
        assertThat(stories.getLast().all(RunEvent.ImageEnded.class))
                .filteredOn(end -> end.status() == ImageStatus.FAILED)
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).contains("app.py added"));
        assertThat(engine.requests()).hasSize(before);
    }

    @Test
    void aFailedBuildTellsItsDockerfile() {
        engine.onBuild("backend", exits(1, "error: command 'gcc' failed: No such file or directory"));
        build();
        assertThat(stories.getLast().all(RunEvent.StepEnded.class))
                .filteredOn(end -> end.span().equals("image/backend/full#1/build"))
                .singleElement()
                .satisfies(end -> assertThat(end.facts())
                        .containsExactly(Map.entry(
                                "place",
                                folder.resolve("backend/Dockerfile.full").toString())));
    }
}
