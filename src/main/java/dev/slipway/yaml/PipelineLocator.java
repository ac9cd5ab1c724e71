package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the file that a user means by a name or a path. {@code NAME} is {@code pipelines/NAME/pipeline.yaml} under the
 * root; what has a separator or ends in {@code .yaml} or {@code .yml} is a path, of a file or of a pipeline's folder.
 */
public final class PipelineLocator {
    private static final String FOLDER = "pipelines";
    private static final String FILE = "pipeline.yaml";

    private final Path root;

    public PipelineLocator(Path root) {
        this.root = root;
    }

    /** The file, or why there is none. */
    public sealed interface Location {
        /** A path is not looked at: reading it tells what is wrong with it. */
        record Found(Path file) implements Location {}

        record Unknown(Problem problem) implements Location {}
    }

    public Location locate(String nameOrFile) {
        try {
            Path named = root.resolve(FOLDER).resolve(nameOrFile).resolve(FILE);
            boolean path = nameOrFile.contains("/") || nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml");
            if (!path && !nameOrFile.startsWith(".") && Files.exists(named)) {
                return new Location.Found(named);
            }
            Path file = Path.of(nameOrFile);
            if (path || nameOrFile.equals(".") || nameOrFile.equals("..")) {
                return new Location.Found(Files.isDirectory(file) ? file.resolve(FILE) : file);
            }
        } catch (InvalidPathException noPath) {
            return unknown(nameOrFile);
        }
        return unknown(nameOrFile);
    }

    private Location unknown(String name) {
        List<String> known = names();
        String sentence = "there is no pipeline " + Quoted.of(name)
                + (known.isEmpty() ? ", nor any other" : "; there is " + Quoted.all(known, "and"));
        String hint = Nearest.to(name, known)
                .map(near -> "Maybe " + Quoted.of(near) + "?")
                .orElse(null);
        return new Location.Unknown(new Problem(Origin.whole(FOLDER), "", sentence, hint));
    }

    /** The pipelines under the root, by name, in alphabetical order. */
    public List<String> names() {
        try (Stream<Path> folders = Files.list(root.resolve(FOLDER))) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
