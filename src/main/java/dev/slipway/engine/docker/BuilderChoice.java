package dev.slipway.engine.docker;

import java.util.Map;

/** Which builder is asked for. */
public enum BuilderChoice {
    /** BuildKit where the engine offers it. */
    AUTO,
    /** BuildKit even where the engine's administrator prefers the classic builder. */
    BUILDKIT,
    CLASSIC;

    /** {@code DOCKER_BUILDKIT} as the docker command line reads it: a false value means classic, a true one BuildKit. */
    public static BuilderChoice from(Map<String, String> env) {
        return switch (env.getOrDefault("DOCKER_BUILDKIT", "")) {
            case "0", "f", "F", "false", "FALSE", "False" -> CLASSIC;
            case "1", "t", "T", "true", "TRUE", "True" -> BUILDKIT;
            case String other -> AUTO;
        };
    }
}
