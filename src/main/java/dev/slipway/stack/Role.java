package dev.slipway.stack;

import dev.slipway.context.InputDigest;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.MemoryLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part to be played in a stack, with all that is known before its container is made: which image, how it is run, and
 * what must pass before it counts as ready. Reachable by its name from all others. {@code memory} says whose limit that of
 * the manner is.
 */
public record Role(String name, Cast cast, Manner manner, List<Check> ready, @Nullable MemoryLimit memory) {
    public Role {
        ready = List.copyOf(ready);
    }

    /** One whose memory nobody has limited. */
    public Role(String name, Cast cast, Manner manner, List<Check> ready) {
        this(name, cast, manner, ready, null);
    }

    public Optional<MemoryLimit> memoryLimit() {
        return Optional.ofNullable(memory);
    }

    /**
     * Who plays it. {@code imageId} is what the engine runs; {@code title} tells people which one that is, a variant or
     * the reference of a ready-made image.
     */
    public record Cast(String imageId, String title, Kind kind) {
        public boolean degraded() {
            return kind == Kind.DEGRADED;
        }

        public enum Kind {
            /** An image of the pipeline, by its preferred variant. */
            PREFERRED,
            /** An image of the pipeline, by a lower one. */
            DEGRADED,
            /** A ready-made container. */
            SERVICE
        }
    }

    /**
     * How it is run. Null lines are the image's own; an empty entrypoint is none at all. {@code container} says the rest
     * but for its env files, which {@code env} holds already. {@code kept} are volumes that are there, by their names on
     * the engine, and the paths at which they are seen.
     */
    public record Manner(
            @Nullable List<String> entrypoint,
            @Nullable List<String> command,
            Map<String, String> env,
            ContainerSettings container,
            Map<String, String> kept,
            Doors doors) {
        public Manner {
            entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
            command = command == null ? null : List.copyOf(command);
            env = Map.copyOf(env);
            kept = Map.copyOf(kept);
        }

        /** As the image has it, with these variables. */
        public static Manner plain(Map<String, String> env) {
            return new Manner(null, null, env, ContainerSettings.NONE, Map.of(), Doors.NONE);
        }
    }

    /**
     * The container's ports that this machine reaches beside those of {@code container}, each at any free port of the
     * loopback, and which of all ports speak HTTP.
     */
    public record Doors(List<Integer> open, List<Integer> web) {
        public static final Doors NONE = new Doors(List.of(), List.of());

        public Doors {
            open = List.copyOf(open);
            web = List.copyOf(web);
        }
    }

    /**
     * Of everything but the image. Values of secrets are no part of the model, and so neither of this: a label must not
     * be something to guess them by.
     */
    String fingerprint() {
        InputDigest digest = InputDigest.start().add(words(manner.entrypoint())).add(words(manner.command()));
        new TreeMap<>(manner.env()).forEach((key, value) -> digest.add(key).add(value));
        digest.add(manner.container().toString());
        new TreeMap<>(manner.kept()).forEach((key, value) -> digest.add(key).add(value));
        return digest.add(manner.doors().toString()).hex().substring(0, 16);
    }

    private static String words(@Nullable List<String> line) {
        return line == null ? "its own" : line.toString();
    }
}
