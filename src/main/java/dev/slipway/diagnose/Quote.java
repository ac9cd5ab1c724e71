package dev.slipway.diagnose;

/** A line of the evidence, with its number counted from 1; 0 when it is the engine's or the probe's own message. */
public record Quote(int line, String text) {}
