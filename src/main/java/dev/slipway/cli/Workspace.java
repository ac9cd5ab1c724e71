package dev.slipway.cli;

import dev.slipway.run.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the user stands: the project's root with its pipelines, and the home that Slipway keeps there. */
record Workspace(Path root, Home home) {
    private static final String HOME = ".slipway";

    /** SLIPWAY_ROOT and SLIPWAY_HOME win; else the nearest folder above with pipelines or a home; else this one. */
    static Workspace discover(Map<String, String> env, Path folder) {
        Path root = env.containsKey("SLIPWAY_ROOT") ? Path.of(env.get("SLIPWAY_ROOT")) : above(folder);
        Path home = env.containsKey("SLIPWAY_HOME") ? Path.of(env.get("SLIPWAY_HOME")) : root.resolve(HOME);
        return new Workspace(root.toAbsolutePath(), new Home(home.toAbsolutePath()));
    }

    private static Path above(Path folder) {
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve("pipelines")) || Files.isDirectory(candidate.resolve(HOME))) {
                return candidate;
            }
        }
        return folder;
    }

    /** The root as one and the same path, whatever links lead to it; what stands on an engine is marked with it. */
    String place() {
        try {
            return root.toRealPath().toString();
        } catch (IOException gone) {
            return root.normalize().toString();
        }
    }

    /** For whoever debugs Slipway. */
    Path log() {
        return home.folder().resolve("slipway.log");
    }
}
