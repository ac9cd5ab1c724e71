package dev.slipway.run;

/** What a step of an attempt does. */
public enum StepKind {
    BUILD,
    /** One step of the Dockerfile, inside a build. */
    LAYER,
    PRELOAD,
    SERVICE,
    CHECK
}
