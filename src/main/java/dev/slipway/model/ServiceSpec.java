package dev.slipway.model;

import java.util.List;
import java.util.Map;

/** A ready-made container that checks need beside them, reachable by its name. {@code ready} must pass before it counts as up. */
public record ServiceSpec(
        String name, String image, List<String> command, Map<String, String> env, List<Check> ready, Origin origin) {
    public ServiceSpec {
        command = List.copyOf(command);
        env = Ordered.copy(env);
        ready = List.copyOf(ready);
    }
}
