package dev.slipway.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container to create. {@code commandLine} null means the image's own command; {@code entrypointLine} null means the
 * image's own entrypoint, an empty list none at all. {@code mounts} are volume name to path. Ports in {@code publish}
 * are bound to a free port of the loopback interface on the engine's host.
 */
public record ContainerSpec(
        String image,
        String name,
        @Nullable List<String> entrypointLine,
        @Nullable List<String> commandLine,
        Map<String, String> env,
        Attachment attachment,
        Map<String, String> mounts,
        Map<String, String> labels) {
    public ContainerSpec {
        env = Map.copyOf(env);
        mounts = Map.copyOf(mounts);
        labels = Map.copyOf(labels);
    }

    public Optional<List<String>> entrypoint() {
        return Optional.ofNullable(entrypointLine);
    }

    public Optional<List<String>> command() {
        return Optional.ofNullable(commandLine);
    }

    /** How the container meets the world. */
    public sealed interface Attachment {
        /** No network but its own loopback. */
        record None() implements Attachment {}

        /** The engine's default network; {@code publish} are container ports. */
        record Default(List<Integer> publish) implements Attachment {
            public Default {
                publish = List.copyOf(publish);
            }
        }

        /** A network of the run, where it answers to {@code alias}. */
        record Joined(String network, String alias, List<Integer> publish) implements Attachment {
            public Joined {
                publish = List.copyOf(publish);
            }
        }
    }
}
