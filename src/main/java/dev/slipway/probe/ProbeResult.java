package dev.slipway.probe;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a question came to. An engine that could not be asked is no result but an exception. */
public sealed interface ProbeResult {
    /** {@code detail} is a short fact worth a line; {@code facts} are measured values, with their unit in the name. */
    record Healthy(String detail, Map<String, String> facts) implements ProbeResult {
        public Healthy {
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }
    }

    /**
     * The thing under test said no, or never what it had to say. {@code message} tells what was asked and what was last
     * seen; {@code exit} and {@code oomKilled} are those of the container or command; {@code lines} its last output.
     */
    record Unhealthy(
            String message, int tries, Duration waited, @Nullable Integer exit, boolean oomKilled, List<String> lines)
            implements ProbeResult {
        public Unhealthy {
            lines = List.copyOf(lines);
        }

        public Optional<Integer> exitCode() {
            return Optional.ofNullable(exit);
        }
    }
}
