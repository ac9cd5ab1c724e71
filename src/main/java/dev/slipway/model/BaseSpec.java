package dev.slipway.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image that Dockerfiles start from. {@code provide} is a shell command run in the pipeline's folder when the image
 * is absent and cannot be pulled; it finds the engine in DOCKER_HOST.
 */
public record BaseSpec(String reference, @Nullable String provideCommand, Origin origin) {
    public Optional<String> provide() {
        return Optional.ofNullable(provideCommand);
    }
}
