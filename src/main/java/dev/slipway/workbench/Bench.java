package dev.slipway.workbench;

import dev.slipway.context.IgnoreRules;
import dev.slipway.model.DevSpec;
import dev.slipway.watch.Change;
import dev.slipway.watch.ChangeSet;
import dev.slipway.watch.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One image that is worked on, and which of its files matter for what. Pure but for {@link #of}, which reads the ignore
 * rules and finds out where links lead, since that is where changes are seen.
 */
public record Bench(DevSpec spec, Path context, Map<Path, String> mounts, IgnoreRules rules) {
    /** What a build installs from; to see them in a mounted folder installs nothing. */
    private static final Pattern MANIFESTS = Pattern.compile(
            "requirements[^/]*\\.(?:txt|in)|constraints[^/]*\\.txt|pyproject\\.toml|setup\\.(?:py|cfg)|poetry\\.lock|uv\\.lock"
                    + "|Pipfile(?:\\.lock)?|package\\.json|package-lock\\.json|npm-shrinkwrap\\.json|yarn\\.lock|pnpm-lock\\.yaml");

    public Bench {
        mounts = Map.copyOf(mounts);
    }

    /** Rules that cannot be read are none: the build tells them properly. */
    public static Bench of(DevSpec spec) {
        IgnoreRules rules;
        try {
            rules = IgnoreRules.forDockerfile(
                    spec.build().context(), spec.build().dockerfile());
        } catch (IOException unreadable) {
            rules = IgnoreRules.none();
        }
        Map<Path, String> mounts = new java.util.HashMap<>();
        spec.mounts().forEach((source, inside) -> mounts.put(real(source), inside));
        return new Bench(spec, real(spec.build().context()), mounts, rules);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path.toAbsolutePath().normalize();
        }
    }

    public String image() {
        return spec.image();
    }

    /** Whether files count as they do for the other. */
    boolean sameRules(Bench other) {
        return rules.sameAs(other.rules);
    }

    /** All that must be watched for {@link #reaction} to hear of it. */
    public List<Root> roots() {
        List<Root> roots = new ArrayList<>();
        roots.add(new Root(context, this::hidden));
        mounts.keySet().forEach(source -> roots.add(new Root(source, path -> !ignored(source) && hidden(path))));
        spec.rebuild().forEach(path -> roots.add(Root.of(real(path))));
        definitions().forEach(path -> roots.add(Root.of(path)));
        return roots;
    }

    /** What says how the image is built: a change of them counts, whatever the rules say. */
    private List<Path> definitions() {
        String dockerfile = spec.build().dockerfile();
        return List.of(
                context.resolve(dockerfile).normalize(),
                context.resolve(dockerfile + ".dockerignore").normalize(),
                context.resolve(".dockerignore"));
    }

    /** Whether the path is of no concern to a walk, with all that may lie below it. */
    private boolean hidden(Path path) {
        return inContext(path).filter(rules::hides).isPresent();
    }

    private boolean ignored(Path path) {
        return inContext(path).filter(rules::ignores).isPresent();
    }

    private Optional<String> inContext(Path path) {
        return path.startsWith(context) && !path.equals(context)
                ? Optional.of(context.relativize(path).toString())
                : Optional.empty();
    }

    public Reaction reaction(ChangeSet set) {
        Reaction strongest = new Reaction.None();
        for (Change change : set.changes()) {
            strongest = strongest.or(reaction(change.path()));
        }
        return strongest;
    }

    private Reaction reaction(Path path) {
        if (spec.rebuild().stream().anyMatch(wanted -> path.startsWith(real(wanted)))
                || definitions().contains(path)) {
            return new Reaction.Rebuild(path);
        }
        Optional<Path> mount = mounts.keySet().stream().filter(path::startsWith).findFirst();
        if (mount.isPresent()) {
            return mounted(path, mount.get());
        }
        // Of a folder, only its being replaced is told, and that no builder sees.
        return inContext(path).isEmpty() || ignored(path) || Files.isDirectory(path)
                ? new Reaction.None()
                : new Reaction.Rebuild(path);
    }

    private Reaction mounted(Path path, Path mount) {
        if (path.equals(mount)) {
            // The container holds on to what stood here when it was started: a file or folder that is there no longer.
            return new Reaction.Restart(path);
        }
        if (!ignored(mount) && ignored(path)) {
            return new Reaction.None();
        }
        boolean manifest = MANIFESTS.matcher(String.valueOf(path.getFileName())).matches();
        if (manifest && inContext(path).isPresent()) {
            return new Reaction.Rebuild(path);
        }
        return spec.reloads() ? new Reaction.Itself(path) : new Reaction.Restart(path);
    }
}
