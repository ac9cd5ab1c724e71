package dev.slipway.yaml;

import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code container}: how containers of an image or a service are run. */
final class ContainerSection {
    static final Key<Long> MEMORY = Key.of(
                    "memory",
                    ContainerWords.MEMORY,
                    "2GB",
                    "The most memory that a container may use. One that wants more is killed, and that is told as such.")
            .otherwise("unlimited")
            .strangers("mem_limit", "mem", "memory_limit", "mem-limit");
    static final Key<Long> MEMORY_SWAP = Key.of(
                    "memory_swap", Words.SIZE, "4GB", "The most memory and swap together. It needs `memory` beside it.")
            .otherwise("the engine's: usually twice `memory`")
            .strangers("memswap_limit", "memswap", "swap", "memory-swap");
    private static final Key<BigDecimal> CPUS = Key.of(
                    "cpus",
                    ContainerWords.PROCESSORS,
                    "1.5",
                    "The most processors. More than the engine has are as many as it has.")
            .otherwise("unlimited")
            .strangers("cpu", "cpu_count", "cpu_limit");
    private static final Key<Long> SHM = Key.of(
                    "shm", Words.SIZE, "256MB", "The size of `/dev/shm`, through which processes share memory.")
            .otherwise("the engine's: usually 64 MB")
            .strangers("shm_size", "shm-size");
    private static final Key<String> USER = Key.of(
                    "user",
                    ContainerWords.USER,
                    "\"1000:1000\"",
                    "The user, and perhaps the group, by name or number, that the container runs as.")
            .otherwise("the image's own")
            .strangers("run_as", "uid");
    private static final Key<List<Path>> ENV_FILE = Key.of(
                    "env_file",
                    new Either<>(
                            Mapped.always(Paths.FROM_FOLDER, (path, at) -> List.of(path)),
                            ListOf.some(Paths.FROM_FOLDER)),
                    "[backend.env]",
                    "Files of `NAME=VALUE` lines, from the pipeline's folder. Later ones count more, and `env` counts most.")
            .otherwise("none")
            .strangers("env_files", "env-file", "envfile");
    static final Key<List<Volume>> VOLUMES = Key.of(
                    "volumes",
                    ListOf.any(ContainerWords.VOLUME),
                    "[\"models:/app/models\", \"./logs:/app/logs:ro\"]",
                    "What is kept outside the container: `NAME:/path` is a volume of the engine, `./PATH:/path` or "
                            + "`/PATH:/path` a file or folder of this machine; `:ro` after it forbids writing.")
            .otherwise("none")
            .strangers("volume", "mounts", "mount", "binds");
    private static final Key<Boolean> READ_ONLY = Key.of(
                    "read_only", Flag.FLAG, "true", "Whether the container may write to its volumes and `tmpfs` alone.")
            .fallback("false")
            .strangers("readonly", "read-only");
    static final Key<List<String>> TMPFS = Key.of(
                    "tmpfs",
                    new Either<>(
                            Mapped.always(Paths.IN_CONTAINER, (path, at) -> List.of(path)),
                            ListOf.some(Paths.IN_CONTAINER)),
                    "[/tmp, /run]",
                    "Folders of the container that are held in memory. Where `user` is a number, they are that user's.")
            .otherwise("none");
    static final Key<List<Port>> PORTS = Key.of(
                    "ports",
                    ListOf.any(ContainerWords.PORT),
                    "[\"8001:8000\", 9000]",
                    "Ports that `up` and `dev` open on this machine's loopback: `HOST:CONTAINER`, or the container's alone "
                            + "for any free one. Checks open none of them.")
            .otherwise("none")
            .strangers("port", "publish", "expose");

    static final Fields<ContainerSettings> SHAPE = Fields.of(
            "container",
            "How containers of the image or the service are run, whether a check starts them, `up` or `dev`.",
            List.of(
                    MEMORY,
                    MEMORY_SWAP,
                    CPUS,
                    SHM,
                    USER,
                    ENV_FILE,
                    VOLUMES,
                    READ_ONLY,
                    TMPFS,
                    PORTS,
                    ContainerSecretSection.SECRETS),
            ContainerSection::read);

    /** Stands in an image, a variant and a service alike. */
    static final Key<ContainerSettings> CONTAINER = Key.of(
                    "container",
                    SHAPE,
                    "{memory: 2GB, user: \"1000\", tmpfs: [/tmp]}",
                    "How containers are run: limits, user, volumes, ports.")
            .otherwise("as the image has it")
            .strangers(
                    "mem_limit",
                    "memswap_limit",
                    "memory",
                    "cpus",
                    "shm_size",
                    "user",
                    "env_file",
                    "volumes",
                    "read_only",
                    "tmpfs",
                    "ports",
                    "deploy",
                    "resources",
                    "limits");

    private ContainerSection() {}

    private static ContainerSettings read(Section section) {
        return new ContainerSettings(
                new Limits(
                        section.optional(MEMORY),
                        section.optional(MEMORY_SWAP),
                        section.optional(CPUS),
                        section.optional(SHM)),
                new Surface(
                        section.optional(USER),
                        section.value(VOLUMES, List.of()),
                        section.value(READ_ONLY),
                        section.value(TMPFS, List.of())),
                section.value(ContainerSecretSection.SECRETS, Map.of()),
                section.value(ENV_FILE, List.of()),
                section.value(PORTS, List.of()));
    }

    /**
     * The settings of {@code owner}, with what its keys contradict each other in: asked only once all that is inherited
     * is in it.
     */
    static ContainerSettings whole(Section owner) {
        ContainerSettings settings = owner.value(CONTAINER, ContainerSettings.NONE);
        if (owner.has(CONTAINER)) {
            new ContainerSense(owner.at(CONTAINER)).tell(settings);
        }
        return settings;
    }
}
