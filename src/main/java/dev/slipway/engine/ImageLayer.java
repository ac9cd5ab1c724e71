package dev.slipway.engine;

/** One layer of an image. {@code instruction} is what made it, as a Dockerfile would say it, and empty where nobody knows. */
public record ImageLayer(String instruction, long bytes) {}
