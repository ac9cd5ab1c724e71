package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.model.RetryPolicy;
import java.time.Duration;
import java.util.List;
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
    record Past(String variant, Diagnosis why, Duration took, Duration ended, boolean alone) {}

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
        Past last = attempts.get(attempts.size() - 1);
        List<Past> ofVariant = attempts.stream()
                .filter(attempt -> attempt.variant().equals(last.variant()))
                .toList();
        String what = last.why().category();
        if (ofVariant.size() >= policy.attempts()) {
            return spent(what + " did not pass in " + ofVariant.size() + " attempts", rungsBelow);
        }
        Duration delay = delay(policy, ofVariant.size());
        Duration asked = last.why().retryAfter().orElse(Duration.ZERO);
        Duration wait = asked.compareTo(delay) > 0 ? asked : delay;
        Duration firstTransient = attempts.stream()
                .filter(attempt -> attempt.why().nature() == Nature.TRANSIENT)
                .map(Past::ended)
                .findFirst()
                .orElse(last.ended());
        Duration finished = last.ended().minus(firstTransient).plus(wait).plus(last.took());
        if (finished.compareTo(policy.within()) > 0) {
            return spent(what + " could not be tried again within the retry budget", rungsBelow);
        }
        return new Next.Retry(wait, what + " may pass");
    }

    private static Next spent(String because, int rungsBelow) {
        return rungsBelow > 0 ? new Next.FallBack(because) : new Next.Stop(because);
    }

    private Next afterEnvironment(List<Past> attempts, RetryPolicy policy, int rungsBelow) {
        Past last = attempts.get(attempts.size() - 1);
        if (last.why().category().equals(ENGINE_LOST)) {
            return attempts.size() < policy.attempts()
                    ? new Next.Retry(delay(policy, attempts.size()), "the engine may come back")
                    : new Next.Stop("the engine did not come back");
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

    private Duration delay(RetryPolicy policy, int failures) {
        double full = (double) policy.first().toMillis() * Math.pow(2, failures - 1.0);
        double capped = Math.min(full, (double) policy.longest().toMillis());
        return Duration.ofMillis(Math.round(capped / 2 + capped / 2 * jitter.getAsDouble()));
    }
}
