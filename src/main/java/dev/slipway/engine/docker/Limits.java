package dev.slipway.engine.docker;

import java.time.Duration;

/**
 * How long the adapter waits. {@code call} bounds one short question, {@code connect} one attempt to be heard.
 * {@code pulse} is how long a conversation may be silent before the engine is asked whether it is still there.
 */
record Limits(Duration connect, Duration call, Duration pulse) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(20));

    /** For a call that the engine itself may take {@code extra} for. */
    Duration callPlus(Duration extra) {
        return call.plus(extra);
    }
}
