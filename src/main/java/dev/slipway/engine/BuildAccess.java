package dev.slipway.engine;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a build may use and must not keep: secrets by their id in {@code RUN --mount=type=secret,id=…}, and the sockets
 * of ssh agents by their id in {@code RUN --mount=type=ssh}, which is {@code default} unless it says another.
 */
public record BuildAccess(Map<String, SecretValue> secrets, Map<String, Path> agents) {
    public static final BuildAccess NONE = new BuildAccess(Map.of(), Map.of());

    public BuildAccess {
        secrets = Map.copyOf(secrets);
        agents = Map.copyOf(agents);
    }
}
