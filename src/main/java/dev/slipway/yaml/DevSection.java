package dev.slipway.yaml;

import dev.slipway.model.AccessSpec;
import dev.slipway.model.AgentSource;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.DevSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.SecretSource;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry of {@code dev}: its key is an image of the file. */
final class DevSection {
    private static final MapOf.Keys PATHS = MapOf.Keys.matching("a path", "backend/app", "\\S.*");
    private static final Key<Map<Path, String>> MOUNT = Key.of(
                    "mount",
                    new Mapped<>(MapOf.any(PATHS, Paths.IN_CONTAINER), DevSection::mounts),
                    "{backend/app: /app/app}",
                    "Folders and files of this machine, from the pipeline's folder, and where the container sees them instead of "
                            + "its own. What is written there is written on this machine.")
            .otherwise("none")
            .strangers("mounts", "volumes", "bind", "sync");
    private static final Key<List<String>> COMMAND = Key.of(
                    "command",
                    new Either<>(
                            Mapped.always(Text.SOME, (line, at) -> List.of("/bin/sh", "-c", line)),
                            ListOf.some(Text.ANY)),
                    "uvicorn app.main:app --host 0.0.0.0 --port 8000 --reload",
                    "The command: a line for the image's shell, or a list of words.")
            .otherwise("the image's own")
            .strangers("run", "cmd");
    private static final Key<Boolean> RELOADS = Key.of(
                    "reloads",
                    Flag.FLAG,
                    "true",
                    "Whether the program itself watches what is mounted. Otherwise a change there starts the container again.")
            .fallback("false")
            .strangers("reload", "watches");
    private static final Key<List<Path>> REBUILD = Key.of(
                    "rebuild",
                    ListOf.any(Paths.FROM_FOLDER),
                    "[backend/requirements.txt]",
                    "Files and folders whose change builds the image again although they are mounted or no part of the context, "
                            + "from the pipeline's folder. Whatever else of the context is not mounted and not ignored does so anyway.")
            .otherwise("none")
            .strangers("watch");
    private static final Key<Map<String, String>> ENV = Key.of(
                    "env",
                    MapOf.any(Words.VARIABLES, Text.ANY),
                    "{DEBUG: \"1\"}",
                    "Variables of the container, beside those that `up` gives it.")
            .otherwise("none")
            .strangers("environment");

    private static final Key<Long> MEMORY = Key.of(
                    "memory",
                    ContainerWords.MEMORY,
                    "1GB",
                    "The most memory of the container while it is worked on: a development server may want more than what is "
                            + "served in the end.")
            .otherwise("as `container` says")
            .strangers("mem_limit", "container");

    static final Fields<Draft> SHAPE = Fields.of(
            "dev image",
            "How `dev` runs one image: the keys of its build are laid over the preferred variant (`args`, `secrets` and "
                    + "`overlay` merged key by key), its source is mounted, and changes are followed.",
            List.of(
                    VariantKeys.CONTEXT,
                    VariantKeys.DOCKERFILE,
                    VariantKeys.TARGET,
                    VariantKeys.ARGS,
                    VariantKeys.SECRETS,
                    VariantKeys.SSH,
                    VariantKeys.OVERLAY,
                    MOUNT,
                    COMMAND,
                    RELOADS,
                    REBUILD,
                    ENV,
                    MEMORY),
            DevSection::read);

    private DevSection() {}

    /** All but what the preferred variant says, which is known when the whole file is read. */
    interface Draft {
        /** Empty when the file has no such image, which has been told. */
        Optional<DevSpec> over(List<ImageSpec> images);
    }

    private static Map<Path, String> mounts(Map<String, String> written, Cursor at) {
        Map<Path, String> mounts = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        written.forEach((path, inside) -> {
            if (!taken.add(inside)) {
                at.problem("two paths are mounted at " + Quoted.of(inside), null);
            }
            try {
                Path source = at.scope().folder().resolve(path).normalize();
                if (mounts.putIfAbsent(source, inside) != null) {
                    at.problem("the path " + Quoted.of(path) + " is mounted twice", null);
                }
            } catch (IllegalArgumentException unusable) {
                at.problem(Quoted.of(path) + " is not a path", null);
            }
        });
        return mounts;
    }

    private static Draft read(Section section) {
        tellStranger(section);
        Map<Path, String> mounts = section.value(MOUNT, Map.of());
        boolean reloads = section.value(RELOADS);
        if (reloads && !section.has(MOUNT)) {
            section.cursor().warning("nothing is mounted that the program could reload", "Maybe add 'mount:'.");
        }
        List<String> command = section.value(COMMAND, List.of());
        List<Path> rebuild = section.value(REBUILD, List.of());
        Map<String, String> env = section.value(ENV, Map.of());
        Long memory = section.optional(MEMORY);
        Layer layer = layer(section);
        return images -> images.stream()
                .filter(image -> image.name().equals(section.name()))
                .findFirst()
                .map(image -> new DevSpec(
                        image.name(),
                        layer.over(image.preferred().build()),
                        mounts,
                        command,
                        reloads,
                        rebuild,
                        env,
                        memory,
                        section.origin()));
    }

    private static void tellStranger(Section section) {
        String name = section.name();
        Names names = section.scope().names();
        if (names.services().contains(name)) {
            section.cursor().declaredProblem("a service is not built, and 'dev' is about images of this file", null);
        } else if (!names.images().contains(name)) {
            section.cursor()
                    .declaredProblem(
                            "there is no image " + Quoted.of(name),
                            section.cursor().guess(name, names.images()));
        }
    }

    private static Layer layer(Section section) {
        return new Layer(
                section.optional(VariantKeys.CONTEXT),
                section.optional(VariantKeys.DOCKERFILE),
                section.optional(VariantKeys.TARGET),
                section.value(VariantKeys.ARGS, Map.of()),
                section.value(VariantKeys.OVERLAY, Map.of()),
                new Access(
                        section.value(VariantKeys.SECRETS, Map.of()),
                        section.value(VariantKeys.SSH, Map.of()),
                        section.has(VariantKeys.SSH)
                                && !(section.at(VariantKeys.SSH).node() instanceof Node.Mapping)));
    }

    /** {@code aloneAgents} says that agents take the place of the inherited ones, as a variant's do. */
    private record Access(Map<String, SecretSource> secrets, Map<String, AgentSource> agents, boolean aloneAgents) {
        AccessSpec over(AccessSpec below) {
            return new AccessSpec(
                    merged(below.secrets(), secrets), aloneAgents ? agents : merged(below.agents(), agents));
        }
    }

    /** What of a build is said anew. */
    private record Layer(
            @Nullable Path context,
            @Nullable String dockerfile,
            @Nullable String target,
            Map<String, String> args,
            Map<String, String> overlay,
            Access access) {
        BuildSpec over(BuildSpec below) {
            return new BuildSpec(
                    context == null ? below.context() : context,
                    dockerfile == null ? below.dockerfile() : dockerfile,
                    target == null ? below.target().orElse(null) : target,
                    below.platforms(),
                    merged(below.args(), args),
                    merged(below.overlay(), overlay),
                    access.over(below.access()),
                    below.cache());
        }
    }

    private static <T> Map<String, T> merged(Map<String, T> below, Map<String, T> above) {
        Map<String, T> merged = new LinkedHashMap<>(below);
        merged.putAll(above);
        return merged;
    }
}
