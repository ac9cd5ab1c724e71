package dev.slipway.nightly;

import dev.slipway.past.PastRun;
import java.time.Instant;

/** One attempt to verify a pipeline over night. */
public sealed interface Night {
    Instant began();

    /** One that was run, to its end or not. */
    record Ran(PastRun run) implements Night {
        @Override
        public Instant began() {
            return run.began();
        }
    }

    /** One that could not be run, as for want of an engine. */
    record Unable(Instant began, String why) implements Night {}
}
