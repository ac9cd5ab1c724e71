package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.plan.Decision;

/** What is known of an image when all that it needs is there. */
sealed interface Preparation {
    /** Its bases are on the engine and its inputs are known. */
    record Ready(Decision decision) implements Preparation {}

    /** It cannot even be tried: a base is not to be had, or what was asked for is not there. */
    record Hopeless(Diagnosis why) implements Preparation {}

    record Cancelled() implements Preparation {}
}
