package dev.slipway.clean;

/** Something of ours that stays, and why, in words that end a sentence. */
public record Kept(String name, String why) {}
