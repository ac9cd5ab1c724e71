package dev.slipway.run;

/** How a step ended. */
public enum StepStatus {
    PASSED,
    /** The thing under test said no. */
    FAILED,
    /** We never got an answer. */
    ERRORED,
    /** It was not asked, and the detail says why. */
    SKIPPED
}
