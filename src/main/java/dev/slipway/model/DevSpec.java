package dev.slipway.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How an image is worked on: what is built in place of its preferred variant, which files of this machine it sees, and
 * what a change of a file leads to. Everything that is not said is the preferred variant's.
 *
 * @param mounts paths in the container, absolute, by the absolute path of a folder or file of this machine
 * @param command in place of the image's own; empty for that
 * @param reloads whether the program itself watches what is mounted; otherwise a change restarts the container
 * @param memoryBytes the most memory of its container, for a development server may want more than what is built with it
 * @param rebuild absolute paths whose change builds the image again, beside what the context holds and is not mounted
 */
public record DevSpec(
        String image,
        BuildSpec build,
        Map<Path, String> mounts,
        List<String> command,
        boolean reloads,
        List<Path> rebuild,
        Map<String, String> env,
        @Nullable Long memoryBytes,
        Origin origin) {
    public DevSpec {
        mounts = Ordered.copy(mounts);
        command = List.copyOf(command);
        rebuild = List.copyOf(rebuild);
        env = Ordered.copy(env);
    }

    public OptionalLong memory() {
        return memoryBytes == null ? OptionalLong.empty() : OptionalLong.of(memoryBytes);
    }
}
