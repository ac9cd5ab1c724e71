package dev.slipway.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a builder is asked to build. {@code context} is absolute; {@code dockerfile} is relative to it. {@code platforms}
 * is empty for the engine's own. {@code overlay} maps a path in the context to the file (relative to the context too)
 * that stands there for this build alone. Values of {@code args} may still hold {@code ${images.NAME}}, which only a run
 * can resolve.
 */
public record BuildSpec(
        Path context,
        String dockerfile,
        @Nullable String targetStage,
        List<String> platforms,
        Map<String, String> args,
        Map<String, String> overlay,
        AccessSpec access,
        CacheSpec cache) {
    public BuildSpec {
        platforms = List.copyOf(platforms);
        args = Ordered.copy(args);
        overlay = Ordered.copy(overlay);
    }

    /** A whole Dockerfile for the engine's own platform, with nothing beside it. */
    public static BuildSpec of(Path context, String dockerfile) {
        return new BuildSpec(context, dockerfile, null, List.of(), Map.of(), Map.of(), AccessSpec.NONE, CacheSpec.NONE);
    }

    public Optional<String> target() {
        return Optional.ofNullable(targetStage);
    }

    public Map<String, SecretSource> secrets() {
        return access.secrets();
    }
}
