package dev.slipway.engine;

import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container to create. {@code commandLine} null means the image's own command; {@code entrypointLine} null means the
 * image's own entrypoint, an empty list none at all. Ports in {@code publish} are bound to the loopback interface on the
 * engine's host: to the port that they name, or to a free one.
 */
public record ContainerSpec(
        String image,
        String name,
        @Nullable List<String> entrypointLine,
        @Nullable List<String> commandLine,
        Map<String, String> env,
        Attachment attachment,
        Confinement confinement,
        Map<String, String> labels) {
    public ContainerSpec {
        env = Map.copyOf(env);
        labels = Map.copyOf(labels);
    }

    /** Without limits; {@code mounts} are volume name to path. */
    public ContainerSpec(
            String image,
            String name,
            @Nullable List<String> entrypointLine,
            @Nullable List<String> commandLine,
            Map<String, String> env,
            Attachment attachment,
            Map<String, String> mounts,
            Map<String, String> labels) {
        this(image, name, entrypointLine, commandLine, env, attachment, Confinement.mounting(mounts), labels);
    }

    /**
     * What the container may use up and what it sees of the world. Volumes of the engine are known by their own names
     * here. A bound path must be there: one that is missing is refused, not made.
     */
    public record Confinement(Limits limits, Surface surface, ContainerSecrets secrets) {
        public static final Confinement NONE = new Confinement(Limits.NONE, Surface.OWN);

        /** Without secrets. */
        public Confinement(Limits limits, Surface surface) {
            this(limits, surface, ContainerSecrets.NONE);
        }

        /** {@code mounts} are volume name to path. */
        public static Confinement mounting(Map<String, String> mounts) {
            List<Volume> volumes = mounts.entrySet().stream()
                    .<Volume>map(mount -> new Volume.Named(mount.getKey(), mount.getValue(), false))
                    .toList();
            return new Confinement(Limits.NONE, new Surface(null, volumes, false, List.of()));
        }
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
        record Default(List<Port> publish) implements Attachment {
            public Default {
                publish = List.copyOf(publish);
            }
        }

        /** A network of the run, where it answers to {@code alias}. */
        record Joined(String network, String alias, List<Port> publish) implements Attachment {
            public Joined {
                publish = List.copyOf(publish);
            }
        }
    }
}
