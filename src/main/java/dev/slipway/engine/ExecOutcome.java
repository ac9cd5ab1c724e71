package dev.slipway.engine;

/** How a command in a running container ended. */
public record ExecOutcome(int exitCode) {}
