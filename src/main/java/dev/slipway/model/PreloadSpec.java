package dev.slipway.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Model weights put into the built image, or into a volume, by a command run in it. {@code into} is the absolute path
 * in the container that the command fills. {@code offlineCommand} is run afterwards in a fresh container with the
 * network cut off, and must pass.
 */
public record PreloadSpec(
        String name,
        String run,
        String into,
        @Nullable String volumeName,
        @Nullable String offlineCommand,
        Timeouts timeouts,
        Origin origin) {
    /** The volume to fill; without one the files become a layer of the image, whose configuration is kept. */
    public Optional<String> volume() {
        return Optional.ofNullable(volumeName);
    }

    public Optional<String> offline() {
        return Optional.ofNullable(offlineCommand);
    }
}
