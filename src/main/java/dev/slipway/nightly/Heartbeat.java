package dev.slipway.nightly;

import dev.slipway.engine.StopSignal;
import dev.slipway.notices.Ping;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a watchman elsewhere that a night was whole: one GET, bounded as a whole, its answer unread. Who does not hear it in
 * time knows that this machine, or its timer, is gone.
 */
public record Heartbeat(String url, Duration limit) {
    /**
     * What went wrong, if anything; it names the host and the port and no more, as the path is often the secret.
     *
     * @param environment what proxies and authorities are taken from, as for notices
     */
    public Optional<String> beat(Map<String, String> environment, StopSignal stop) {
        return new Ping(environment, limit)
                .send(url, stop)
                .map(why -> "telling the watchman that the night was whole: " + why);
    }
}
