package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What images learn from each other's failures: of a remote, of a base, of the engine. */
@Timeout(60)
class SharedRemoteTest {
    private final ManualTicker ticker = new ManualTicker();
    private final EventRecorder story = new EventRecorder();
    private final Narrator narrator = new Narrator(List.of(story), ticker);
    private final ScriptedWork work = new ScriptedWork(narrator);
    private final StopSignal stop = new StopSignal();

    @AfterEach
    void everyStartHasItsEnd() {
        story.assertWellFormed();
    }

    private CompletableFuture<List<String>> conduct(int places, ImageSpec... images) {
        return CompletableFuture.supplyAsync(
                () -> new Conductor(work, new Tactics(() -> 0), narrator, ticker, places, false)
                        .conduct(List.of(images), stop).stream()
                                .map(end -> end.image() + " " + end.status())
                                .toList());
    }

    private static void until(BooleanSupplier seen) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(seen::getAsBoolean);
    }

    private int retries() {
        return story.all(RunEvent.RetryScheduled.class).size();
    }

    private List<String> attempts() {
        synchronized (work.calls) {
            return work.calls.stream()
                    .filter(call -> call.contains("#"))
                    .map(call -> call.substring(0, call.lastIndexOf(' ')))
                    .toList();
        }
    }

    /** a, b and c fail at the index one after the other; the third failure opens it for 8 s (2 s doubled twice). */
    private void openedByThree() {
        work.on("a", "transient@index", "pass")
                .on("b", "transient@index", "pass")
                .on("c", "transient@index", "pass");
    }

    @Test
    void thirdFailureAtOneRemoteIsToldWithWhoAndWhyAndUntilWhen() {
        openedByThree();
        CompletableFuture<List<String>> run =
                conduct(1, Models.image("a", List.of()), Models.image("b", List.of()), Models.image("c", List.of()));
        until(() -> retries() == 3);
        ticker.awaitDue(3);
        assertThat(story.all(RunEvent.RemoteAvoided.class)).singleElement().satisfies(avoided -> {
            assertThat(avoided.remote()).isEqualTo("index.example:8080");
            assertThat(avoided.by()).isEqualTo("c");
            assertThat(avoided.because()).isEqualTo("index-unreachable");
            assertThat(avoided.failures()).isEqualTo(3);
            assertThat(avoided.pause()).isEqualTo(Duration.ofSeconds(8));
        });
        assertThat(story.all(RunEvent.RetryScheduled.class).getLast().delay()).isEqualTo(Duration.ofSeconds(8));
        // a and b were told one second before it opened; their time comes, and they are held until the probe's.
        ticker.advance(Duration.ofSeconds(1));
        until(() -> retries() == 5);
        assertThat(attempts()).hasSize(3);
        ticker.advance(Duration.ofSeconds(7));
        assertThat(run.join()).containsExactly("a BUILT", "b BUILT", "c BUILT");
        assertThat(story.all(RunEvent.RemoteAnswered.class))
                .extracting(RunEvent.RemoteAnswered::remote)
                .containsExactly("index.example:8080");
        assertThat(attempts()).hasSize(6);
    }

    @Test
    void oneAttemptProbesForAllAndTheOthersKeepTheirs() {
        work.on("a", "transient@index", "transient@index", "pass")
                .on("b", "transient@index", "pass")
                .on("c", "transient@index", "pass");
        CompletableFuture<List<String>> run =
                conduct(3, Models.image("a", List.of()), Models.image("b", List.of()), Models.image("c", List.of()));
        until(() -> retries() == 3);
        while (!run.isDone()) {
            ticker.skipWithin(Duration.ofMinutes(1));
            Thread.onSpinWait();
        }
        assertThat(run.join()).containsExactly("a BUILT", "b BUILT", "c BUILT");
        assertThat(attempts()).hasSize(7);
    }

    @Test
    void baseThatAnotherImageTriedIsNotCountedAgain() {
        work.on("a", "transient@index", "pass").on("b", "shared", "pass").on("c", "shared", "pass");
        CompletableFuture<List<String>> run =
                conduct(1, Models.image("a", List.of()), Models.image("b", List.of()), Models.image("c", List.of()));
        until(() -> retries() == 3);
        ticker.awaitDue(3);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(run.join()).containsExactly("a BUILT", "b BUILT", "c BUILT");
        assertThat(story.all(RunEvent.RemoteAvoided.class)).isEmpty();
    }

    @Test
    void baseThatIsGivenUpCostsTheOthersOneAttempt() {
        work.on("a", "settled");
        assertThat(conduct(1, Models.image("a", List.of(), "full", "minimal")).join())
                .containsExactly("a FAILED");
        assertThat(attempts()).containsExactly("full#1 a", "minimal#1 a");
    }

    @Test
    void lostEngineIsAskedForAllAndTheAttemptsAreMadeAgain() {
        work.on("a", "lost", "pass").on("b", "lost", "pass").engineSilentFor(2);
        CompletableFuture<List<String>> run =
                conduct(2, Models.image("a", List.of()), Models.image("b", List.of()), Models.image("c", List.of()));
        ticker.skipToNext();
        ticker.skipToNext();
        ticker.skipToNext();
        assertThat(run.join()).containsExactly("a BUILT", "b BUILT", "c BUILT");
        assertThat(work.calls.stream().filter("engine?"::equals)).hasSize(3);
        assertThat(story.all(RunEvent.Noticed.class))
                .extracting(RunEvent.Noticed::text)
                .contains("the engine answers again")
                .filteredOn(text -> text.contains("does not answer"))
                .hasSize(1);
    }

    @Test
    void engineThatStaysAwayEndsWhoWaitsForIt() {
        work.on("a", "lost").engineSilentFor(Integer.MAX_VALUE);
        CompletableFuture<List<String>> run = conduct(1, Models.image("a", List.of()), Models.image("b", List.of("a")));
        while (!run.isDone()) {
            ticker.skipWithin(Duration.ofMinutes(1));
            Thread.onSpinWait();
        }
        assertThat(run.join()).containsExactly("a FAILED", "b BLOCKED");
        assertThat(ticker.nanos()).isGreaterThanOrEqualTo(Duration.ofMinutes(10).toNanos());
        assertThat(attempts()).containsExactly("default#1 a");
    }

    @Test
    void interruptionEndsWhoWaitsForTheEngine() {
        work.on("a", "lost").engineSilentFor(Integer.MAX_VALUE);
        CompletableFuture<List<String>> run = conduct(1, Models.image("a", List.of()));
        until(() -> !story.all(RunEvent.Noticed.class).isEmpty());
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(run.join()).containsExactly("a CANCELLED");
    }

    @Test
    void whoIsHeldBeyondItsBudgetFallsBackInstead() {
        work.on("a", "transient@index").on("b", "transient@index").on("c", "transient@index");
        CompletableFuture<List<String>> run = conduct(
                1,
                Models.image("a", List.of(), "full"),
                Models.image("b", List.of(), "full"),
                Models.image("c", List.of(), "full"));
        until(() -> retries() == 3);
        ticker.awaitDue(3);
        ticker.jump(Duration.ofMinutes(11));
        assertThat(run.join()).containsExactly("a FAILED", "b FAILED", "c FAILED");
        assertThat(attempts()).containsExactly("full#1 a", "full#1 b", "full#1 c");
        assertThat(story.all(RunEvent.ImageEnded.class))
                .extracting(RunEvent.ImageEnded::reason)
                .anyMatch(reason -> reason.contains("within the retry budget"));
    }
}
