package dev.slipway.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a builder is asked to build. {@code context} is absolute; {@code dockerfile} is relative to it. {@code overlay}
 * maps a path in the context to the file (relative to the context too) that stands there for this build alone. Values
 * of {@code args} may still hold {@code ${images.NAME}}, which only a run can resolve.
 */
public record BuildSpec(
        Path context,
        String dockerfile,
        @Nullable String targetStage,
        @Nullable String platformName,
        Map<String, String> args,
        Map<String, SecretSource> secrets,
        Map<String, String> overlay) {
    public BuildSpec {
        args = Ordered.copy(args);
        secrets = Ordered.copy(secrets);
        overlay = Ordered.copy(overlay);
    }

    public Optional<String> target() {
        return Optional.ofNullable(targetStage);
    }

    public Optional<String> platform() {
        return Optional.ofNullable(platformName);
    }
}
