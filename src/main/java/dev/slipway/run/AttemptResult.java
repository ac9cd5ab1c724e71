package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.RunEvent.Result;

/** How one try of one variant ended. */
sealed interface AttemptResult {
    record Passed(Result result) implements AttemptResult {}

    record Failed(Diagnosis why, Source source) implements AttemptResult {
        Failed(Diagnosis why) {
            this(why, Source.OWN);
        }
    }

    /** Who met the failure that an attempt ended by. */
    enum Source {
        /** The attempt itself. */
        OWN,
        /** Another image, at a base that both need; a later attempt may see it come. */
        SHARED,
        /** Another image, and the run will not try that base again. */
        SETTLED
    }

    /** It was stopped before it could end by itself. */
    record Cancelled() implements AttemptResult {}
}
