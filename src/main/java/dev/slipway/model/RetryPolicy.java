package dev.slipway.model;

import java.time.Duration;

/**
 * How often and how patiently a transient failure is tried again. {@code attempts} counts the first one too;
 * {@code within} counts from the first transient failure, not from the start of the build.
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Duration within) {
    public RetryPolicy {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0 || within.isNegative()) {
            throw new IllegalArgumentException(
                    "not a retry policy: " + attempts + " attempts, " + first + ".." + longest + " within " + within);
        }
    }
}
