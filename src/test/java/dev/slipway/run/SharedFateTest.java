package dev.slipway.run;

import static dev.slipway.engine.fake.Script.breaks;
import static dev.slipway.engine.fake.Script.hangs;
import static dev.slipway.engine.fake.Script.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.Check;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.run.RunEvent.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose images stand on the same base and the same engine, when one of the two fails. */
@Timeout(60)
class SharedFateTest {
    private static final String BASE = "registry.example/python:3.11-slim";

    @TempDir
    private Path folder = Path.of("");

    private final FakeEngine engine = new FakeEngine();
    private final ManualTicker ticker = new ManualTicker();
    private final EventRecorder story = new EventRecorder();
    private final StopSignal stop = new StopSignal();
    private final List<StackCheck> stackChecks = new ArrayList<>();

    @AfterEach
    void everyStartHasItsEnd() {
        story.assertWellFormed();
    }

    private ImageSpec image(String name) {
        Path context = folder.resolve(name);
        try {
            Files.writeString(Files.createDirectories(context).resolve("Dockerfile"), "FROM " + BASE + "\n");
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
        Variant variant = new Variant(
                "default",
                BuildSpec.of(context, "Dockerfile"),
                new Proof(List.of(), List.of(), List.of(), Map.of()),
                new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10)),
                Budget.UNLIMITED,
                new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofHours(1)),
                Models.NOWHERE);
        return new ImageSpec(name, List.of(), List.of(variant), List.of("stack/" + name + ":latest"), Models.NOWHERE);
    }

    private CompletableFuture<Verdict> build(String... names) {
        List<ImageSpec> images = List.of(names).stream().map(this::image).toList();
        Pipeline pipeline = new Pipeline(
                "stack", "", folder.resolve("pipeline.yaml"), List.of(), images, List.of(), stackChecks, Nightly.NONE);
        RunSetting setting = new RunSetting(
                "20260101-000001-abcd", pipeline, new Home(folder.resolve("home")), 2, Thoroughness.USUAL, "test");
        Judge judge = new Diagnostician(RuleBook.bundled())::diagnose;
        return CompletableFuture.supplyAsync(
                () -> new Run(engine, setting, List.of(story), ticker, judge).build(List.of(), stop));
    }

    private long pulls() {
        return engine.calls().stream()
                .filter(call -> call.startsWith("pull " + BASE))
                .count();
    }

    private List<String> whys() {
        return story.all(RunEvent.AttemptEnded.class).stream()
                .map(end -> end.image() + " "
                        + (end.why() == null ? "passed" : end.why().category()))
                .sorted()
                .toList();
    }

    private static void until(BooleanSupplier seen) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(seen::getAsBoolean);
    }

    private void untilDone(CompletableFuture<Verdict> run) {
        while (!run.isDone()) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the test's own time is over")
                    .isFalse();
            ticker.skipWithin(Duration.ofSeconds(9));
            Thread.onSpinWait();
        }
    }

    @Test
    void baseThatDoesNotExistIsAskedForOnceAndFailsAllWhoNeedIt() {
        engine.onPull(BASE, breaks(Kind.NOT_FOUND, "manifest for " + BASE + " not found: manifest unknown"));
        assertThat(build("a", "b", "c", "d").join()).isEqualTo(Verdict.FAILED);
        assertThat(pulls()).isEqualTo(1);
        assertThat(whys())
                .containsExactly("a image-not-found", "b image-not-found", "c image-not-found", "d image-not-found");
        assertThat(story.all(RunEvent.BaseEnded.class)).hasSize(1);
    }

    @Test
    void baseWhoseRegistryIsBusyIsAskedNoOftenerThanOneImageMay() {
        engine.onPull(BASE, breaks(Kind.FAILED, "received unexpected HTTP status: 503 Service Unavailable"));
        CompletableFuture<Verdict> run = build("a", "b", "c", "d");
        untilDone(run);
        assertThat(run.join()).isEqualTo(Verdict.FAILED);
        assertThat(pulls()).isEqualTo(3);
        assertThat(whys()).allMatch(why -> why.endsWith("registry-unreachable"));
    }

    @Test
    void baseThatComesAtTheSecondTryServesAll() {
        engine.onPull(
                BASE, breaks(Kind.FAILED, "received unexpected HTTP status: 503 Service Unavailable"), succeeds());
        CompletableFuture<Verdict> run = build("a", "b", "c");
        untilDone(run);
        assertThat(run.join()).isEqualTo(Verdict.PROVEN);
        assertThat(pulls()).isEqualTo(2);
    }

    @Test
    void engineThatComesBackGoesOnWithTheRun() {
        engine.with(BASE).onBuild("stack/a:", hangs(), succeeds());
        CompletableFuture<Verdict> run = build("a");
        until(() -> !engine.requests().isEmpty());
        engine.goAway();
        until(() -> story.all(RunEvent.Noticed.class).stream()
                .anyMatch(notice -> notice.text().contains("does not answer")));
        ticker.advance(Duration.ofSeconds(20));
        engine.comeBack();
        untilDone(run);
        assertThat(run.join()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void engineThatIsLostDuringAStackCheckIsToldAsLost() {
        Check asked = new Check.Run("true", 0, null, false, Duration.ofSeconds(5), Models.NOWHERE);
        stackChecks.add(new StackCheck(
                "a works", List.of("a"), Map.of(), List.of(new StackCheck.Step("a", asked)), Models.NOWHERE));
        engine.with(BASE).onCall(call -> {
            if (call.startsWith("create network")) {
                throw new EngineException(Kind.UNREACHABLE, call, "connection refused");
            }
        });
        assertThat(build("a").join()).isEqualTo(Verdict.ENGINE_LOST);
        assertThat(story.all(RunEvent.StackCheckEnded.class)).singleElement().satisfies(end -> {
            assertThat(end.why()).isNotNull().extracting(Diagnosis::category).isEqualTo(Tactics.ENGINE_LOST);
        });
    }
}
