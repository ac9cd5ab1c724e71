package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.RunEvent.Result;

/** How one try of one variant ended. */
sealed interface AttemptResult {
    record Passed(Result result) implements AttemptResult {}

    record Failed(Diagnosis why) implements AttemptResult {}

    /** It was stopped before it could end by itself. */
    record Cancelled() implements AttemptResult {}
}
