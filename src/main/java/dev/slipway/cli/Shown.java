package dev.slipway.cli;

import java.nio.file.Path;

/** Paths as a user can paste them: relative to where he stands when that is shorter. */
final class Shown {
    private Shown() {}

    static String path(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}
