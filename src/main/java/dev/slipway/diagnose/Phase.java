package dev.slipway.diagnose;

/** What was going on when it failed. */
public enum Phase {
    BASE,
    BUILD,
    PRELOAD,
    SERVICE,
    CHECK,
    ENGINE
}
