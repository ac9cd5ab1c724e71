package dev.slipway.run;

import dev.slipway.engine.StopSignal.Registration;
import java.time.Duration;
import java.time.Instant;

/** Time, as a run sees it: the seam that tests replace to move it by hand. Safe for any thread. */
public interface Ticker {
    /** The wall clock, for the record. */
    Instant now();

    /** The monotonic clock, for durations, in nanoseconds from an arbitrary start. */
    long nanos();

    /** Runs {@code action} once, on the ticker's own thread, when {@code delay} is over. It must not block. */
    Registration after(Duration delay, Runnable action);

    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }
}
