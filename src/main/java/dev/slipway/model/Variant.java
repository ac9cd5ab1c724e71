package dev.slipway.model;

/** One way to build an image, with all that it inherits already written out. */
public record Variant(
        String name,
        BuildSpec build,
        Proof proof,
        Timeouts timeouts,
        Budget budget,
        RetryPolicy retry,
        Origin origin) {}
