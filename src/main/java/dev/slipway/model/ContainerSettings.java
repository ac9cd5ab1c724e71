package dev.slipway.model;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How containers of an image or a service are run, whether a check starts them, {@code up} or {@code dev}. Whatever is
 * not said is the image's own or the engine's.
 */
public record ContainerSettings(
        Limits limits, Surface surface, Map<String, ContainerSecret> secrets, List<Path> envFiles, List<Port> ports) {
    public static final ContainerSettings NONE =
            new ContainerSettings(Limits.NONE, Surface.OWN, Map.of(), List.of(), List.of());

    /** {@code envFiles} are absolute; later ones count more, and {@code env} counts more than any. */
    public ContainerSettings {
        secrets = Ordered.copy(secrets);
        envFiles = List.copyOf(envFiles);
        ports = List.copyOf(ports);
    }

    /** The same for checks, which open no ports of this machine. */
    public ContainerSettings withoutPorts() {
        return ports.isEmpty() ? this : new ContainerSettings(limits, surface, secrets, envFiles, List.of());
    }

    /**
     * What a container may use up, in bytes and processors. {@code memoryAndSwap} counts both together, as engines do.
     */
    public record Limits(
            @Nullable Long memoryBytes,
            @Nullable Long memoryAndSwap,
            @Nullable BigDecimal processors,
            @Nullable Long shmBytes) {
        public static final Limits NONE = new Limits(null, null, null, null);

        public OptionalLong memory() {
            return optional(memoryBytes);
        }

        public OptionalLong swapToo() {
            return optional(memoryAndSwap);
        }

        public Optional<BigDecimal> cpus() {
            return Optional.ofNullable(processors);
        }

        public OptionalLong shm() {
            return optional(shmBytes);
        }

        /** The same but for the memory. What there was of swap was counted with the other, and is the engine's again. */
        public Limits withMemory(long bytes) {
            return new Limits(bytes, null, processors, shmBytes);
        }

        private static OptionalLong optional(@Nullable Long bytes) {
            return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
        }
    }

    /**
     * What a container sees of the world: as whom it runs, and what it may write to.
     *
     * @param tmpfs absolute paths in the container that are held in memory
     */
    public record Surface(@Nullable String runAs, List<Volume> volumes, boolean readOnly, List<String> tmpfs) {
        public static final Surface OWN = new Surface(null, List.of(), false, List.of());

        public Surface {
            volumes = List.copyOf(volumes);
            tmpfs = List.copyOf(tmpfs);
        }

        public Optional<String> user() {
            return Optional.ofNullable(runAs);
        }
    }

    /** Something kept outside the container and seen at {@code at}, an absolute path in it. */
    public sealed interface Volume {
        String at();

        boolean readOnly();

        /**
         * A volume of the engine. A test bed makes one of its own and takes it away again; {@code up} keeps one for the
         * pipeline.
         */
        record Named(String name, String at, boolean readOnly) implements Volume {}

        /** A file or folder of this machine; {@code source} is absolute. */
        record Bound(Path source, String at, boolean readOnly) implements Volume {}
    }

    /** A secret of a running container: in {@code variable} if one is named, else as {@code /run/secrets/ID}. */
    public record ContainerSecret(SecretSource source, @Nullable String inVariable) {
        public Optional<String> variable() {
            return Optional.ofNullable(inVariable);
        }
    }

    /**
     * A port that {@code up} and {@code dev} open on this machine's loopback. Checks never do: theirs is any free one.
     * {@code host} is 0 for any free one.
     */
    public record Port(int host, int container) {
        public static Port any(int container) {
            return new Port(0, container);
        }
    }
}
