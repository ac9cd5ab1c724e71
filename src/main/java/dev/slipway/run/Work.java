package dev.slipway.run;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Variant;

/** The blocking work of a run, done on worker threads, several images at once. It never throws for a broken engine. */
interface Work {
    Preparation prepare(ImageSpec image, StopSignal stop);

    /** Tries one variant; {@code number} counts the attempts of this variant from 1. */
    AttemptResult attempt(ImageSpec image, Variant variant, int number, Rungs rungs, StopSignal stop);

    /** The image is proven, by this run or by an earlier one. */
    void proven(ImageSpec image, RunEvent.Result result);

    /** Asks the engine for a sign of life, once. */
    boolean engineAnswers();

    /** Whether the rungs above the tried one all failed for good: only then may the result be kept as it is next time. */
    enum Rungs {
        NONE_ABOVE,
        /** The image is proven; the rung is tried only to know whether it would do. */
        ONE_ABOVE_IS_GOOD,
        ABOVE_FAILED_FOR_GOOD,
        ABOVE_MAY_PASS
    }
}
