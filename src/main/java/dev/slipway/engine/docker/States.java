package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.ContainerState.Health;
import dev.slipway.engine.ContainerState.Restarts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The engine's description of a container in our words. */
final class States {
    private States() {}

    static ContainerState of(InspectContainerResponse answer) {
        InspectContainerResponse.ContainerState state = answer.getState();
        return new ContainerState(
                answer.getId(),
                Boolean.TRUE.equals(state.getRunning()),
                state.getExitCodeLong() == null ? 0 : state.getExitCodeLong().intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                state.getError() == null ? "" : state.getError(),
                health(state.getHealth()),
                ports(
                        answer.getNetworkSettings() == null
                                ? null
                                : answer.getNetworkSettings().getPorts()),
                new Restarts(wanted(answer.getHostConfig()), Boolean.TRUE.equals(state.getRestarting())));
    }

    /** An engine names no policy as {@code no}, or not at all. */
    private static boolean wanted(@Nullable HostConfig config) {
        if (config == null || config.getRestartPolicy() == null) {
            return false;
        }
        String name = config.getRestartPolicy().getName();
        return name != null && !name.isEmpty() && !name.equals("no");
    }

    private static @Nullable Health health(@Nullable HealthState health) {
        if (health == null || health.getStatus() == null) {
            return null;
        }
        Health.Status status =
                switch (health.getStatus()) {
                    case "healthy" -> Health.Status.HEALTHY;
                    case "unhealthy" -> Health.Status.UNHEALTHY;
                    case "starting" -> Health.Status.STARTING;
                    // "none" and "" (Podman): there is no health check.
                    case String none -> null;
                };
        if (status == null) {
            return null;
        }
        List<HealthStateLog> log = health.getLog() == null ? List.of() : health.getLog();
        HealthStateLog last = log.isEmpty() ? null : log.getLast();
        int streak = health.getFailingStreak() == null ? 0 : health.getFailingStreak();
        return last == null
                ? new Health(status, streak, 0, "")
                : new Health(
                        status,
                        streak,
                        last.getExitCodeLong() == null
                                ? 0
                                : last.getExitCodeLong().intValue(),
                        last.getOutput() == null ? "" : last.getOutput().strip());
    }

    private static Map<Integer, String> ports(@Nullable Ports ports) {
        Map<Integer, String> published = new TreeMap<>();
        if (ports != null) {
            for (Map.Entry<ExposedPort, Ports.Binding[]> entry :
                    ports.getBindings().entrySet()) {
                if (entry.getValue() != null && entry.getValue().length > 0) {
                    Ports.Binding binding = entry.getValue()[0];
                    published.put(entry.getKey().getPort(), binding.getHostIp() + ":" + binding.getHostPortSpec());
                }
            }
        }
        return published;
    }
}
