package dev.slipway.cli;

import dev.slipway.drift.Pins;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Variant;
import dev.slipway.preflight.python.LockText;
import dev.slipway.preflight.python.PyProject;
import dev.slipway.preflight.python.Requirement;
import dev.slipway.preflight.python.RequirementsText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the work tree of a pipeline, as it is now, says about the versions of pip's packages: the Dockerfile of the variant, and the
 * files with requirements that it names. Each variant's files are read when it is first asked for.
 */
final class ProjectPins implements Pins {
    private static final Pattern REQUIREMENTS = Pattern.compile("(?i)(?:requirements|constraints)[^/]*\\.(?:txt|in)");
    private static final Pattern LOCKS = Pattern.compile("poetry\\.lock|uv\\.lock");
    /** Files that may name packages and are not read here. */
    private static final Pattern UNREAD = Pattern.compile("setup\\.(?:py|cfg)|Pipfile(?:\\.lock)?|environment\\.ya?ml");

    /** Looks at no character more than a few times: a name is tried where it begins, and nothing in it is given back. */
    private static final Pattern NAMED = Pattern.compile(
            "(?<![\\w.-])[A-Za-z0-9][\\w.-]*+(?:\\[[^\\[\\]]*+])?+(?:===|==|~=|>=|<=|<|>|!=)[\\w.*,<>=!~+-]++");

    private static final int DEPTH = 4;
    private static final long LONGEST = 2_000_000;

    private final Pipeline pipeline;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    ProjectPins(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** What a variant asks for. {@code whole} is false where some of its files cannot be read. */
    private record Held(List<Requirement> requirements, String dockerfile, boolean whole) {}

    @Override
    public Pin of(String image, String variant, String manager, String name) {
        if (!manager.equals("pip")) {
            return Pin.UNKNOWN;
        }
        Optional<BuildSpec> build = pipeline.image(image).map(ImageSpec::variants).orElse(List.of()).stream()
                .filter(each -> each.name().equals(variant))
                .findFirst()
                .map(Variant::build);
        return build.map(spec -> pin(held.computeIfAbsent(image + "/" + variant, key -> read(spec)), name))
                .orElse(Pin.UNKNOWN);
    }

    private static Pin pin(Held held, String name) {
        List<Requirement> named = held.requirements().stream()
                .filter(each -> each.name().equals(name))
                .toList();
        if (named.stream().anyMatch(each -> each.pin().isPresent() || each.address())) {
            return Pin.PINNED;
        }
        if (named.stream().anyMatch(each -> each.range() == null)) {
            return Pin.UNKNOWN;
        }
        if (named.stream()
                .map(Requirement::range)
                .anyMatch(range -> range != null && !range.clauses().isEmpty())) {
            return Pin.BOUNDED;
        }
        if (!held.whole()) {
            return Pin.UNKNOWN;
        }
        return !named.isEmpty() || inCommand(held.dockerfile(), name) ? Pin.OPEN : Pin.UNNAMED;
    }

    /** A package that a command of the Dockerfile names, with a version or without. */
    private static boolean inCommand(String dockerfile, String name) {
        return Pattern.compile("(?i)(?<![\\w.-])" + Pattern.quote(name).replace("-", "\\E[-_.]\\Q") + "(?![\\w.-])")
                .matcher(dockerfile)
                .find();
    }

    private static Held read(BuildSpec build) {
        List<Requirement> requirements = new ArrayList<>();
        boolean whole = true;
        try {
            String dockerfile = text(laid(build, build.dockerfile()));
            Manifests manifests = Manifests.under(build.context());
            whole = manifests.whole;
            for (String path : named(build, dockerfile, manifests)) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                whole &= !UNREAD.matcher(name).matches();
                requirements.addAll(requirements(name, text(laid(build, path))));
            }
            commands(dockerfile).forEach(requirements::add);
            return new Held(requirements, dockerfile, whole);
        } catch (IOException unreadable) {
            return new Held(requirements, "", false);
        }
    }

    /** Where a path of the context stands for this variant. */
    private static Path laid(BuildSpec build, String path) {
        return build.context().resolve(build.overlay().getOrDefault(path, path));
    }

    /** The files with requirements that the Dockerfile speaks of, or all at the top when it copies everything. */
    private static List<String> named(BuildSpec build, String dockerfile, Manifests manifests) {
        boolean all = Pattern.compile("(?im)^[ \\t]*+(?:COPY|ADD)[ \\t]++(?:--\\S++[ \\t]++){0,20}\\.\\s")
                .matcher(dockerfile)
                .find();
        return manifests.files.stream()
                .filter(file -> dockerfile.contains(file.getFileName().toString())
                        || (all
                                && isProject(file.getFileName().toString())
                                && build.context().equals(file.getParent())))
                .map(file -> build.context().relativize(file).toString())
                .sorted()
                .toList();
    }

    /** The files of a context that may name packages. {@code whole} is false where a part of it cannot be looked into. */
    private static final class Manifests extends SimpleFileVisitor<Path> {
        private final List<Path> files = new ArrayList<>();
        private boolean whole = true;

        static Manifests under(Path context) throws IOException {
            Manifests found = new Manifests();
            Files.walkFileTree(context, Set.of(), DEPTH, found);
            return found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isDirectory() && isManifest(file.getFileName().toString())) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /** Folders of services that ran are often somebody else's; that is no reason to say nothing of the rest. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            whole = false;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cut) {
            whole &= cut == null;
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isManifest(String name) {
        return REQUIREMENTS.matcher(name).matches() || isProject(name);
    }

    private static boolean isProject(String name) {
        return name.equals("pyproject.toml")
                || LOCKS.matcher(name).matches()
                || UNREAD.matcher(name).matches();
    }

    private static List<Requirement> requirements(String name, String text) {
        if (LOCKS.matcher(name).matches()) {
            return LockText.parse(text).pins().stream()
                    .map(RequirementsText.Entry::requirement)
                    .toList();
        }
        if (name.equals("pyproject.toml")) {
            return PyProject.parse(text).map(PyProject::requirements).orElse(List.of());
        }
        return REQUIREMENTS.matcher(name).matches()
                ? RequirementsText.parse(text).entries().stream()
                        .map(RequirementsText.Entry::requirement)
                        .toList()
                : List.of();
    }

    /** {@code pip install numpy==1.26.4 "pandas>=2"} in the Dockerfile itself, which may be long. */
    private static Stream<Requirement> commands(String dockerfile) {
        return NAMED.matcher(dockerfile).results().flatMap(found -> Requirement.parse(found.group()).stream());
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " is too long");
        }
        return Files.readString(file);
    }
}
