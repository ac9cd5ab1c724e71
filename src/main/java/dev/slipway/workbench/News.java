package dev.slipway.workbench;

import dev.slipway.probe.ProbeResult;
import dev.slipway.watch.ChangeSet;
import java.time.Duration;

/** What reaches the loop from other threads. {@code life} tells a container from those that played the role before. */
sealed interface News {
    record Changed(ChangeSet set) implements News {}

    /** The log of a container came to its end. */
    record LogEnded(String role, int life) implements News {}

    record Asked(String role, int life, ProbeResult result, Duration took) implements News {}

    record Interrupted() implements News {}
}
