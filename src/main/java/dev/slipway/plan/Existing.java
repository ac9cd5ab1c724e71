package dev.slipway.plan;

/**
 * An image that an earlier run built and proved. {@code ladder} is {@link Ladder#above} of the rungs that had failed for
 * good before it was built, or empty for the preferred rung and after failures that may pass another time.
 */
public record Existing(String id, String variant, String fingerprint, String ladder, long bytes) {}
