package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.model.RetryPolicy;
import dev.slipway.run.AttemptResult.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides what happens after a failed attempt: a function of the attempts so far and of nothing else. The delay grows
 * exponentially and is spread by {@code jitter}, which yields numbers in [0,1), so that images that failed together do
 * not come back together.
 */
final class Tactics {
    /** The two categories of diagnosis that have a tactic of their own. */
    static final String OUT_OF_MEMORY = "out-of-memory-killed";

    static final String ENGINE_LOST = "daemon-unreachable";

    private final DoubleSupplier jitter;

    Tactics(DoubleSupplier jitter) {
        this.jitter = jitter;
    }

    /** What is known of one failed attempt. {@code ended} is the time since the image's first attempt began. */
    record Past(String variant, Diagnosis why, Duration took, Duration ended, boolean alone, Source source) {
        Past(String variant, Diagnosis why, Duration took, Duration ended, boolean alone) {
            this(variant, why, took, ended, alone, Source.OWN);
        }

        boolean passing() {
            return why.nature() == Nature.TRANSIENT;
        }
    }

    /**
     * Decides for an image.
     *
     * @param attempts all failed ones of this image, oldest first, at least one
     * @param policy the failed variant's
     * @param rungsBelow how many variants are left
     */
    Next after(List<Past> attempts, RetryPolicy policy, int rungsBelow) {
        Past last = attempts.get(attempts.size() - 1);
        String what = last.why().category();
        return switch (last.why().nature()) {
            case TRANSIENT -> afterTransient(attempts, policy, rungsBelow);
            case DETERMINISTIC ->
                rungsBelow > 0
                        ? new Next.FallBack(what + " would fail again")
                        : new Next.Stop(what + " would fail again, and there is no other variant");
            case CONFIGURATION -> new Next.Stop(what + " is for the author to change; another variant would hide it");
            case ENVIRONMENT -> afterEnvironment(attempts, policy, rungsBelow);
            case UNKNOWN ->
                rungsBelow > 0
                        ? new Next.FallBack("no rule knows this failure")
                        : new Next.Stop("no rule knows this failure, and there is no other variant");
        };
    }

    private Next afterTransient(List<Past> attempts, RetryPolicy policy, int rungsBelow) {
        Past last = attempts.getLast();
        String what = last.why().category();
        if (last.source() == Source.SETTLED) {
            return spent(what + " was met as often as this run tries it", rungsBelow);
        }
        int ofVariant = ofVariant(attempts, last.variant());
        if (ofVariant >= policy.attempts()) {
            return spent(what + " did not pass in " + ofVariant + " attempts", rungsBelow);
        }
        Duration delay = jittered(backoff(policy, ofVariant));
        Duration asked = last.why().retryAfter().orElse(Duration.ZERO);
        Duration wait = asked.compareTo(delay) > 0 ? asked : delay;
        Next again = new Next.Retry(wait, what + " may pass");
        return tooLate(attempts, policy, rungsBelow, last.ended().plus(wait)).orElse(again);
    }

    /**
     * What is done instead of a further attempt that could not end within the retry budget; empty when it can. An attempt
     * is expected to take as long as the last one.
     *
     * @param begins when it would begin, as the time since the image's first attempt began
     */
    Optional<Next> tooLate(List<Past> attempts, RetryPolicy policy, int rungsBelow, Duration begins) {
        Past last = attempts.getLast();
        Duration firstTransient = attempts.stream()
                .filter(Past::passing)
                .map(Past::ended)
                .findFirst()
                .orElse(last.ended());
        Duration finished = begins.minus(firstTransient).plus(last.took());
        return finished.compareTo(policy.within()) > 0
                ? Optional.of(
                        spent(last.why().category() + " could not be tried again within the retry budget", rungsBelow))
                : Optional.empty();
    }

    private static int ofVariant(List<Past> attempts, String variant) {
        return (int) attempts.stream()
                .filter(attempt -> attempt.variant().equals(variant))
                .count();
    }

    private static Next spent(String because, int rungsBelow) {
        return rungsBelow > 0 ? new Next.FallBack(because) : new Next.Stop(because);
    }

    private Next afterEnvironment(List<Past> attempts, RetryPolicy policy, int rungsBelow) {
        Past last = attempts.get(attempts.size() - 1);
        if (last.why().category().equals(ENGINE_LOST)) {
            return afterEngineLost(attempts, policy);
        }
        boolean memory = last.why().category().equals(OUT_OF_MEMORY);
        if (memory && !last.alone()) {
            return new Next.Alone("it may fit into memory when nothing else runs");
        }
        if (memory && rungsBelow > 0) {
            return new Next.FallBack("it does not fit into memory even alone");
        }
        return new Next.Stop(last.why().category() + " is for the host to change");
    }

    /** No other variant helps against a lost engine. The budget counts from the first loss. */
    private static Next afterEngineLost(List<Past> attempts, RetryPolicy policy) {
        List<Past> lost = attempts.stream()
                .filter(attempt -> attempt.why().category().equals(ENGINE_LOST))
                .toList();
        if (lost.size() >= policy.attempts()) {
            return new Next.Stop("the engine was lost in " + lost.size() + " attempts");
        }
        Duration since = lost.getLast().ended().minus(lost.getFirst().ended());
        Duration left = policy.within().minus(since);
        return left.isPositive()
                ? new Next.AwaitEngine(left, "the engine may come back")
                : new Next.Stop("the engine did not stay within the retry budget");
    }

    /** The delay after so many failures in a row, before it is spread. */
    static Duration backoff(RetryPolicy policy, int failures) {
        double full = (double) policy.first().toMillis() * Math.pow(2, failures - 1.0);
        return Duration.ofMillis(
                Math.round(Math.min(full, (double) policy.longest().toMillis())));
    }

    private Duration jittered(Duration full) {
        double half = (double) full.toMillis() / 2;
        return Duration.ofMillis(Math.round(half + half * jitter.getAsDouble()));
    }
}
