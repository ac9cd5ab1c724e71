package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.model.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TacticsTest {
    private static final RetryPolicy POLICY =
            new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofMinutes(10));

    private final Tactics longest = new Tactics(() -> 0.999_999);
    private final Tactics shortest = new Tactics(() -> 0);

    private static Diagnosis diagnosis(String category, Nature nature, @Nullable Duration retryAfter) {
        return new Diagnosis(category, nature, "test", List.of(), "", List.of(), retryAfter);
    }

    private static Tactics.Past past(String variant, Nature nature, long endedSeconds) {
        return new Tactics.Past(
                variant,
                diagnosis("some-failure", nature, null),
                Duration.ofSeconds(10),
                Duration.ofSeconds(endedSeconds),
                false);
    }

    @Test
    void transientFailureIsTriedAgainLaterAndLater() {
        List<Tactics.Past> attempts = new ArrayList<>();
        attempts.add(past("full", Nature.TRANSIENT, 10));
        assertThat(delay(longest.after(attempts, POLICY, 1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(delay(shortest.after(attempts, POLICY, 1))).isEqualTo(Duration.ofSeconds(1));
        attempts.add(past("full", Nature.TRANSIENT, 22));
        assertThat(delay(longest.after(attempts, POLICY, 1))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void delayIsBoundedByThePolicy() {
        RetryPolicy patient = new RetryPolicy(30, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofHours(9));
        List<Tactics.Past> attempts = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            attempts.add(past("full", Nature.TRANSIENT, i));
        }
        assertThat(delay(longest.after(attempts, patient, 0))).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatTheOtherSideAsksForIsWaitedFor() {
        Tactics.Past asked = new Tactics.Past(
                "full",
                diagnosis("registry-rate-limit", Nature.TRANSIENT, Duration.ofSeconds(90)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false);
        assertThat(delay(shortest.after(List.of(asked), POLICY, 0))).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void spentAttemptsLeadToTheNextRungOrToTheEnd() {
        List<Tactics.Past> attempts = List.of(
                past("full", Nature.TRANSIENT, 1),
                past("full", Nature.TRANSIENT, 2),
                past("full", Nature.TRANSIENT, 3));
        assertThat(shortest.after(attempts, POLICY, 1)).isInstanceOf(Next.FallBack.class);
        assertThat(shortest.after(attempts, POLICY, 0)).isInstanceOf(Next.Stop.class);
    }

    @Test
    void attemptsOfAnotherVariantDoNotCount() {
        List<Tactics.Past> attempts = List.of(
                past("full", Nature.TRANSIENT, 1),
                past("full", Nature.TRANSIENT, 2),
                past("full", Nature.TRANSIENT, 3),
                past("minimal", Nature.TRANSIENT, 4));
        assertThat(shortest.after(attempts, POLICY, 0)).isInstanceOf(Next.Retry.class);
    }

    @Test
    void noAttemptIsBegunThatCannotFinishWithinTheBudget() {
        RetryPolicy hasty = new RetryPolicy(9, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(30));
        List<Tactics.Past> attempts = List.of(past("full", Nature.TRANSIENT, 10), past("full", Nature.TRANSIENT, 35));
        assertThat(shortest.after(attempts, hasty, 1))
                .isInstanceOf(Next.FallBack.class)
                .extracting(Next::because, InstanceOfAssertFactories.STRING)
                .contains("budget");
    }

    @Test
    void deterministicFailureFallsBackAtOnce() {
        List<Tactics.Past> attempts = List.of(past("full", Nature.DETERMINISTIC, 1));
        assertThat(shortest.after(attempts, POLICY, 1)).isInstanceOf(Next.FallBack.class);
        assertThat(shortest.after(attempts, POLICY, 0)).isInstanceOf(Next.Stop.class);
    }

    @Test
    void authorsMistakeIsNeverHiddenByAFallback() {
        assertThat(shortest.after(List.of(past("full", Nature.CONFIGURATION, 1)), POLICY, 5))
                .isInstanceOf(Next.Stop.class);
    }

    @Test
    void memoryKillIsTriedAloneThenLower() {
        Diagnosis killed = diagnosis("out-of-memory-killed", Nature.ENVIRONMENT, null);
        Tactics.Past beside = new Tactics.Past("full", killed, Duration.ZERO, Duration.ZERO, false);
        Tactics.Past alone = new Tactics.Past("full", killed, Duration.ZERO, Duration.ZERO, true);
        assertThat(shortest.after(List.of(beside), POLICY, 1)).isInstanceOf(Next.Alone.class);
        assertThat(shortest.after(List.of(beside, alone), POLICY, 1)).isInstanceOf(Next.FallBack.class);
        assertThat(shortest.after(List.of(beside, alone), POLICY, 0)).isInstanceOf(Next.Stop.class);
    }

    private static Tactics.Past lost(long endedSeconds) {
        return new Tactics.Past(
                "full",
                diagnosis(Tactics.ENGINE_LOST, Nature.ENVIRONMENT, null),
                Duration.ofSeconds(1),
                Duration.ofSeconds(endedSeconds),
                false);
    }

    @Test
    void lostEngineIsWaitedForWithinTheBudgetOfTheFirstLoss() {
        assertThat(shortest.after(List.of(lost(5)), POLICY, 1))
                .isEqualTo(new Next.AwaitEngine(Duration.ofMinutes(10), "the engine may come back"));
        assertThat(shortest.after(List.of(lost(5), lost(425)), POLICY, 1))
                .isEqualTo(new Next.AwaitEngine(Duration.ofMinutes(3), "the engine may come back"));
        assertThat(shortest.after(List.of(lost(5), lost(605)), POLICY, 1)).isInstanceOf(Next.Stop.class);
    }

    @Test
    void engineThatEveryAttemptLosesIsNotWaitedForForEver() {
        assertThat(shortest.after(List.of(lost(1), lost(2), lost(3)), POLICY, 1))
                .isInstanceOf(Next.Stop.class);
    }

    @Test
    void whatTheRunWillNotTryAgainIsNotWaitedFor() {
        Tactics.Past settled = new Tactics.Past(
                "full",
                diagnosis("registry-unreachable", Nature.TRANSIENT, null),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                AttemptResult.Source.SETTLED);
        assertThat(shortest.after(List.of(settled), POLICY, 1)).isInstanceOf(Next.FallBack.class);
        assertThat(shortest.after(List.of(settled), POLICY, 0)).isInstanceOf(Next.Stop.class);
    }

    @Test
    void attemptThatWouldBeginTooLateIsNotBegun() {
        List<Tactics.Past> attempts = List.of(past("full", Nature.TRANSIENT, 10));
        assertThat(shortest.tooLate(attempts, POLICY, 1, Duration.ofMinutes(10)))
                .isEmpty();
        assertThat(shortest.tooLate(attempts, POLICY, 1, Duration.ofSeconds(601)))
                .get()
                .isInstanceOf(Next.FallBack.class);
        assertThat(shortest.tooLate(attempts, POLICY, 0, Duration.ofSeconds(601)))
                .get()
                .isInstanceOf(Next.Stop.class);
    }

    @Test
    void fullDiskStops() {
        Tactics.Past full = new Tactics.Past(
                "full", diagnosis("disk-full", Nature.ENVIRONMENT, null), Duration.ZERO, Duration.ZERO, false);
        assertThat(shortest.after(List.of(full), POLICY, 1)).isInstanceOf(Next.Stop.class);
    }

    @Test
    void unknownFailureGoesOnToTheNextRungAndSaysSo() {
        assertThat(shortest.after(List.of(past("full", Nature.UNKNOWN, 1)), POLICY, 1))
                .isInstanceOf(Next.FallBack.class)
                .extracting(Next::because, InstanceOfAssertFactories.STRING)
                .contains("no rule");
    }

    private static Duration delay(Next next) {
        assertThat(next).isInstanceOf(Next.Retry.class);
        return ((Next.Retry) next).delay();
    }
}
