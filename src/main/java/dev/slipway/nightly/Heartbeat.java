package dev.slipway.nightly;

import dev.slipway.engine.StopSignal;
import dev.slipway.notices.Ping;
import java.util.Optional;

/**
 * Tells a watchman elsewhere that a night was whole: one GET, bounded as a whole, its answer unread. Who does not hear it in
 * time knows that this machine, or its timer, is gone.
 */
public record Heartbeat(Ping ping) {
    /** What went wrong, if anything; it names the host and the port and no more, as the path is often the secret. */
    public Optional<String> beat(StopSignal stop) {
        return ping.send(stop).map(why -> "telling the watchman that the night was whole: " + why);
    }
}
