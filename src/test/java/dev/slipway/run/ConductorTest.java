package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConductorTest {
    private final ManualTicker ticker = new ManualTicker();
    private final EventRecorder story = new EventRecorder();
    private final Narrator narrator = new Narrator(List.of(story), ticker);
    private final ScriptedWork work = new ScriptedWork(narrator);
    private final StopSignal stop = new StopSignal();
    private boolean everyRung;

    @AfterEach
    void everyStartHasItsEnd() {
        story.assertWellFormed();
    }

    private List<String> conduct(int places, ImageSpec... images) {
        return new Conductor(work, new Tactics(() -> 0), narrator, ticker, places, everyRung)
                .conduct(List.of(images), stop).stream()
                        .map(end -> end.image() + " " + end.status() + " "
                                + end.result().variant())
                        .map(String::strip)
                        .toList();
    }

    @Test
    void provesInOrderOfNeed() {
        assertThat(conduct(2, Models.image("base", List.of()), Models.image("top", List.of("base"))))
                .containsExactly("base BUILT default", "top BUILT default");
        assertThat(work.calls)
                .containsSubsequence("prepare base", "proven base default", "prepare top", "proven top default");
    }

    @Test
    void failureBlocksItsDependentsAndNobodyElse() {
        work.on("broken", "author");
        assertThat(conduct(
                        1,
                        Models.image("broken", List.of(), "full", "minimal"),
                        Models.image("child", List.of("broken")),
                        Models.image("grandchild", List.of("child")),
                        Models.image("other", List.of())))
                .containsExactly("broken FAILED", "child BLOCKED", "grandchild BLOCKED", "other BUILT default");
        assertThat(story.all(RunEvent.ImageEnded.class))
                .extracting(RunEvent.ImageEnded::reason)
                .contains("needs broken, which failed", "needs child, which is blocked itself");
    }

    @Test
    void deterministicFailureFallsBackToADegradedImage() {
        work.on("worker", "fatal", "pass");
        assertThat(conduct(1, Models.image("worker", List.of(), "full", "minimal")))
                .containsExactly("worker DEGRADED minimal");
        assertThat(work.calls).contains("full#1 worker NONE_ABOVE", "minimal#1 worker ABOVE_FAILED_FOR_GOOD");
        assertThat(story.all(RunEvent.FellBack.class)).hasSize(1);
    }

    @Test
    void spareRungsAreTriedAfterTheFirstGoodOneAndChangeNothing() {
        everyRung = true;
        work.on("worker", "fatal", "pass", "unknown", "pass");
        assertThat(conduct(1, Models.image("worker", List.of(), "full", "lean", "small", "tiny")))
                .containsExactly("worker DEGRADED lean");
        assertThat(work.calls)
                .containsExactly(
                        "prepare worker",
                        "full#1 worker NONE_ABOVE",
                        "lean#1 worker ABOVE_FAILED_FOR_GOOD",
                        "proven worker lean",
                        "small#1 worker ONE_ABOVE_IS_GOOD",
                        "tiny#1 worker ONE_ABOVE_IS_GOOD");
        assertThat(story.all(RunEvent.FellBack.class)).hasSize(1);
        assertThat(story.all(RunEvent.ImageEnded.class))
                .singleElement()
                .extracting(RunEvent.ImageEnded::reason)
                .isEqualTo("missing-compiler");
        assertThat(story.all(RunEvent.Noticed.class)).singleElement().satisfies(notice -> {
            assertThat(notice.level()).isEqualTo(RunEvent.Level.WARNING);
            assertThat(notice.text())
                    .isEqualTo("worker could not fall back to 'small': unknown. Today it is proven by 'lean'.");
        });
    }

    @Test
    void whoNeedsAnImageDoesNotWaitForItsSpareRungs() {
        everyRung = true;
        assertThat(conduct(1, Models.image("base", List.of(), "full", "lean"), Models.image("top", List.of("base"))))
                .containsExactly("base BUILT full", "top BUILT default");
        assertThat(work.calls)
                .containsSubsequence("proven base full", "default#1 top NONE_ABOVE", "lean#1 base ONE_ABOVE_IS_GOOD");
    }

    @Test
    void spareRungIsTriedAgainAfterWhatMayPassAndAfterNothingElse() {
        everyRung = true;
        work.on("worker", "pass", "transient", "pass");
        CompletableFuture<List<String>> run =
                CompletableFuture.supplyAsync(() -> conduct(1, Models.image("worker", List.of(), "full", "lean")));
        ticker.skipToNext();
        assertThat(run.join()).containsExactly("worker BUILT full");
        assertThat(work.calls).endsWith("lean#1 worker ONE_ABOVE_IS_GOOD", "lean#2 worker ONE_ABOVE_IS_GOOD");
        assertThat(story.all(RunEvent.Noticed.class)).isEmpty();
    }

    @Test
    void spareRungWithoutMemoryTakesNoTimeFromWhoIsNotProvenYet() {
        everyRung = true;
        CountDownLatch gate = new CountDownLatch(1);
        work.on("worker", "pass", "memory", "pass").gated("slow", gate);
        CompletableFuture<List<String>> run = CompletableFuture.supplyAsync(
                () -> conduct(2, Models.image("worker", List.of(), "full", "lean"), Models.image("slow", List.of())));
        while (story.all(RunEvent.Noticed.class).isEmpty()
                && story.all(RunEvent.RetryScheduled.class).isEmpty()) {
            Thread.onSpinWait();
        }
        gate.countDown();
        assertThat(run.join()).containsExactly("worker BUILT full", "slow BUILT default");
        assertThat(work.calls).doesNotContain("lean#2 worker ONE_ABOVE_IS_GOOD");
        assertThat(story.all(RunEvent.Noticed.class))
                .extracting(RunEvent.Noticed::text)
                .containsExactly(
                        "worker could not fall back to 'lean': out-of-memory-killed. Today it is proven by 'full'.");
    }

    @Test
    void spareRungWithoutMemoryIsTriedAloneWhenAllTheOthersAreProven() {
        everyRung = true;
        work.on("worker", "pass", "memory", "pass");
        assertThat(conduct(
                        2, Models.image("other", List.of()), Models.image("worker", List.of("other"), "full", "lean")))
                .containsExactly("other BUILT default", "worker BUILT full");
        assertThat(work.calls).endsWith("lean#2 worker ONE_ABOVE_IS_GOOD");
        assertThat(story.all(RunEvent.Noticed.class)).isEmpty();
    }

    @Test
    void interruptionDuringASpareRungLeavesTheImageProven() {
        everyRung = true;
        work.on("worker", "pass", "hang");
        CompletableFuture<List<String>> run =
                CompletableFuture.supplyAsync(() -> conduct(1, Models.image("worker", List.of(), "full", "lean")));
        while (!work.calls.contains("lean#1 worker ONE_ABOVE_IS_GOOD")) {
            Thread.onSpinWait();
        }
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(run.join()).containsExactly("worker BUILT full");
    }

    @Test
    void spareRungThatBreaksSlipwayChangesNothing() {
        everyRung = true;
        work.on("worker", "pass", "bug");
        assertThat(conduct(1, Models.image("worker", List.of(), "full", "lean")))
                .containsExactly("worker BUILT full");
        assertThat(story.all(RunEvent.Noticed.class)).hasSize(1);
    }

    @Test
    void rungBelowAFailureThatMayPassIsNotKeptForGood() {
        work.on("worker", "unknown", "pass");
        conduct(1, Models.image("worker", List.of(), "full", "minimal"));
        assertThat(work.calls).contains("minimal#1 worker ABOVE_MAY_PASS");
    }

    @Test
    void transientFailureWaitsItsDelayAndFreesItsPlaceMeanwhile() {
        work.on("flaky", "transient", "transient", "pass");
        CompletableFuture<List<String>> run = CompletableFuture.supplyAsync(
                () -> conduct(1, Models.image("flaky", List.of()), Models.image("other", List.of())));
        ticker.skipToNext();
        ticker.skipToNext();
        assertThat(run.join()).containsExactly("flaky BUILT default", "other BUILT default");
        assertThat(story.all(RunEvent.RetryScheduled.class))
                .extracting(RunEvent.RetryScheduled::next)
                .containsExactly(2, 3);
        assertThat(work.calls.indexOf("default#1 other NONE_ABOVE"))
                .isLessThan(work.calls.indexOf("default#3 flaky NONE_ABOVE"));
    }

    @Test
    void neverMoreAtOnceThanThereArePlaces() {
        List<ImageSpec> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(Models.image("image" + i, List.of()));
        }
        conduct(3, many.toArray(ImageSpec[]::new));
        assertThat(work.most.get()).isBetween(1, 3);
    }

    @Test
    void memoryKillIsTriedWithNothingBesideIt() {
        CountDownLatch gate = new CountDownLatch(1);
        work.on("hungry", "memory", "pass").gated("slow", gate);
        CompletableFuture<List<String>> run = CompletableFuture.supplyAsync(
                () -> conduct(2, Models.image("hungry", List.of()), Models.image("slow", List.of())));
        gate.countDown();
        assertThat(run.join()).containsExactly("hungry BUILT default", "slow BUILT default");
        assertThat(work.calls.indexOf("proven slow default"))
                .isLessThan(work.calls.indexOf("default#2 hungry NONE_ABOVE"));
    }

    @Test
    void keptImageIsNeitherBuiltNorChecked() {
        work.on("same", "kept");
        assertThat(conduct(1, Models.image("same", List.of()))).containsExactly("same CACHED default");
        assertThat(work.calls).containsExactly("prepare same", "proven same default");
    }

    @Test
    void interruptionCancelsWhatRunsAndWhatWaits() {
        work.on("running", "hang");
        CompletableFuture<List<String>> run = CompletableFuture.supplyAsync(
                () -> conduct(1, Models.image("running", List.of()), Models.image("waiting", List.of())));
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(run.join()).containsExactly("running CANCELLED", "waiting CANCELLED");
    }

    @Test
    void interruptionDuringAPauseEndsAtOnce() {
        work.on("flaky", "transient");
        CompletableFuture<List<String>> run =
                CompletableFuture.supplyAsync(() -> conduct(1, Models.image("flaky", List.of())));
        while (story.all(RunEvent.RetryScheduled.class).isEmpty()) {
            Thread.onSpinWait();
        }
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(run.join()).containsExactly("flaky CANCELLED");
    }

    @Test
    void aThousandShuffledRunsTellAWellFormedStory() {
        String[] endings = {"pass", "fatal", "author", "memory", "unknown", "kept"};
        Random random = new Random(4711);
        for (int round = 0; round < 1000; round++) {
            EventRecorder recorder = new EventRecorder();
            Narrator told = new Narrator(List.of(recorder), ticker);
            ScriptedWork scripted = new ScriptedWork(told);
            List<ImageSpec> images = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                List<String> needs = i > 0 && random.nextBoolean() ? List.of("i" + random.nextInt(i)) : List.of();
                images.add(Models.image("i" + i, needs, "full", "minimal"));
                scripted.on("i" + i, endings[random.nextInt(6)], endings[random.nextInt(5)]);
            }
            StopSignal signal = new StopSignal();
            if (round % 5 == 0) {
                Thread.startVirtualThread(() -> signal.raise(StopSignal.Reason.INTERRUPTED));
            }
            List<ImageEnd> ends = new Conductor(
                            scripted, new Tactics(() -> 0), told, ticker, 1 + random.nextInt(4), random.nextBoolean())
                    .conduct(images, signal);
            assertThat(ends).hasSize(6);
            recorder.assertWellFormed();
        }
    }

    @Test
    void workerThatBreaksEndsItsImageAndNoOther() {
        work.on("broken", "bug");
        assertThat(conduct(2, Models.image("broken", List.of()), Models.image("other", List.of())))
                .containsExactly("broken FAILED", "other BUILT default");
        assertThat(story.all(RunEvent.ImageEnded.class))
                .extracting(RunEvent.ImageEnded::reason)
                .anyMatch(reason -> reason.contains("no space left on device"));
    }
}
