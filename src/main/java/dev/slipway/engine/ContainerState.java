package dev.slipway.engine;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container at one moment. {@code ports} maps container ports to the address they are published at, as
 * {@code 127.0.0.1:49153}; {@code exitCode} means something only when it does not run.
 */
public record ContainerState(
        String id,
        boolean running,
        int exitCode,
        boolean oomKilled,
        String error,
        @Nullable Health lastHealth,
        Map<Integer, String> ports,
        Restarts restarts) {
    public ContainerState {
        ports = Map.copyOf(ports);
    }

    /** Absent when the container has no health check. */
    public Optional<Health> health() {
        return Optional.ofNullable(lastHealth);
    }

    /** Whether it has ended and waits to be started again just now; engines count that as running. */
    public boolean restarting() {
        return restarts.underway();
    }

    /** Whether the engine starts it again when it ends, and whether it is about to. */
    public record Restarts(boolean wanted, boolean underway) {
        public static final Restarts NONE = new Restarts(false, false);
    }

    /** What the engine's own health check last saw. */
    public record Health(Status status, int failingStreak, int lastExit, String lastOutput) {
        public enum Status {
            STARTING,
            HEALTHY,
            UNHEALTHY
        }
    }
}
