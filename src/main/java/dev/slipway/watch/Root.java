package dev.slipway.watch;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A folder or a file that is watched, absolute. It need not be there yet.
 *
 * @param leftOut whether a path below the folder counts for nothing, a folder with all that it holds
 */
public record Root(Path path, Predicate<Path> leftOut) {
    public Root {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("a root that is not absolute: " + path);
        }
    }

    /** Everything below it counts, but for what {@link Noise} knows. */
    public static Root of(Path path) {
        return new Root(path, below -> false);
    }

    boolean counts(Path wanted) {
        return wanted.equals(path) || within(wanted);
    }

    /** Whether the path lies below and nothing on the way to it is left out. */
    boolean within(Path wanted) {
        if (!wanted.startsWith(path) || wanted.equals(path)) {
            return false;
        }
        Path step = path;
        for (Path name : path.relativize(wanted)) {
            step = step.resolve(name);
            if (Noise.is(name.toString()) || leftOut.test(step)) {
                return false;
            }
        }
        return true;
    }
}
