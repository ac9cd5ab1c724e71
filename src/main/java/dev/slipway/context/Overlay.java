package dev.slipway.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files that stand at a path of the context for one build alone. What lies over a path is kept whatever the ignore
 * rules say of the path or of the file that it comes from. Immutable.
 */
final class Overlay {
    private static final Overlay NONE = new Overlay(new TreeMap<>());

    private final NavigableMap<String, Path> files;

    private Overlay(NavigableMap<String, Path> files) {
        this.files = files;
    }

    static Overlay none() {
        return NONE;
    }

    /** @throws ContextException when a path leaves the context or there is no such file */
    static Overlay of(Path root, Map<String, String> overlay) throws IOException {
        NavigableMap<String, Path> files = new TreeMap<>(Utf8Order.INSTANCE);
        for (Map.Entry<String, String> entry : overlay.entrySet()) {
            String what =
                    "laying '%s' over '%s'".formatted(Printable.of(entry.getValue()), Printable.of(entry.getKey()));
            String target = inside(entry.getKey(), what);
            Path source = root.resolve(inside(entry.getValue(), what));
            if (Files.isDirectory(root.resolve(target))) {
                throw new ContextException(
                        ContextException.Fault.OVERLAY,
                        what + ": '" + Printable.of(target) + "' is a folder; only a file can be replaced.");
            }
            if (!Files.exists(source)) {
                throw new ContextException(
                        ContextException.Fault.OVERLAY,
                        "%s: there is no file '%s' in the context %s."
                                .formatted(what, Printable.of(entry.getValue()), root));
            }
            if (!Files.isRegularFile(source)) {
                throw new ContextException(
                        ContextException.Fault.OVERLAY,
                        what + ": '" + Printable.of(entry.getValue()) + "' is not a regular file.");
            }
            Path real = source.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw new ContextException(
                        ContextException.Fault.OVERLAY,
                        what + ": '" + Printable.of(entry.getValue()) + "' is a link that leaves the context.");
            }
            files.put(target, real);
        }
        for (String target : files.keySet()) {
            String below = files.higherKey(target + "/");
            if (below != null && below.startsWith(target + "/")) {
                throw new ContextException(
                        ContextException.Fault.OVERLAY,
                        "laying a file over '%s': '%s' lies below it."
                                .formatted(Printable.of(target), Printable.of(below)));
            }
        }
        return new Overlay(files);
    }

    private static String inside(String path, String what) throws ContextException {
        String clean = CleanPath.of(path);
        if (clean.startsWith("/") || clean.equals(".") || clean.equals("..") || clean.startsWith("../")) {
            throw new ContextException(
                    ContextException.Fault.OVERLAY,
                    what + ": '" + Printable.of(path) + "' is not a file's path in the context.");
        }
        return clean;
    }

    /** The file that stands at this path. */
    Optional<Path> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    Map<String, Path> files() {
        return Collections.unmodifiableMap(files);
    }

    Set<String> paths() {
        return files.keySet();
    }

    /** The same, and one file more. */
    Overlay with(String path, Path file) {
        NavigableMap<String, Path> more = new TreeMap<>(files);
        more.put(path, file);
        return new Overlay(more);
    }

    /** Names right below a folder ({@code ""} is the context itself) that are laid over or lead to what is. */
    Set<String> namesIn(String folder) {
        Set<String> names = new TreeSet<>(Utf8Order.INSTANCE);
        String start = folder.isEmpty() ? "" : folder + "/";
        for (String path : files.tailMap(start).keySet()) {
            if (!path.startsWith(start)) {
                break;
            }
            int slash = path.indexOf('/', start.length());
            names.add(path.substring(start.length(), slash < 0 ? path.length() : slash));
        }
        return names;
    }

    boolean reachesBelow(String folder) {
        String next = files.ceilingKey(folder + "/");
        return next != null && next.startsWith(folder + "/");
    }
}
