package dev.slipway.preflight.rules;

import dev.slipway.context.ContextException;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.Variant;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Places;
import dev.slipway.preflight.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What keeps a context from being read at all, as findings. */
final class Unreadable {
    private static final Kind FOLDER = new Kind(
            "context-missing",
            Severity.ERROR,
            "the context folder is not there",
            "'context:' is a folder, relative to the pipeline file.");
    private static final Kind DOCKERFILE = new Kind(
            "dockerfile-missing",
            Severity.ERROR,
            "the Dockerfile is not there",
            "'dockerfile:' is relative to the context; without it the file 'Dockerfile' in the context is meant.");
    private static final Kind IGNORE_FILE = new Kind(
            "ignore-file",
            Severity.ERROR,
            "a line of .dockerignore is no pattern",
            "The builder refuses the whole file for one pattern that it cannot read.");
    private static final Kind OVERLAY = new Kind(
            "overlay",
            Severity.ERROR,
            "a file that is to be laid over the context is not there",
            "'overlay:' maps a path of the context to the file that stands there for this variant; both lie in the context.");
    private static final Kind NAME = new Kind(
            "file-name",
            Severity.ERROR,
            "a file's name cannot be sent",
            "Names in a context are sent as UTF-8. Rename the file, or list it in .dockerignore.");
    private static final Kind OTHER = new Kind(
            "context-unreadable",
            Severity.ERROR,
            "the context cannot be read",
            "A folder or file of the context may not be read by whoever runs the build.");

    static final List<Kind> KINDS = List.of(FOLDER, DOCKERFILE, IGNORE_FILE, OVERLAY, NAME, OTHER);

    private Unreadable() {}

    static Finding finding(Variant variant, Places places, IOException fault) {
        if (!(fault instanceof ContextException author)) {
            return OTHER.at(variant.origin(), Objects.requireNonNullElse(fault.getMessage(), fault.toString()), "");
        }
        Kind kind =
                switch (author.fault()) {
                    case FOLDER -> FOLDER;
                    case DOCKERFILE -> DOCKERFILE;
                    case IGNORE_FILE -> IGNORE_FILE;
                    case OVERLAY -> OVERLAY;
                    case NAME -> NAME;
                };
        String sentence = Objects.requireNonNullElse(author.getMessage(), author.toString());
        return kind.at(
                author.origin().map(places::show).orElse(variant.origin()),
                author.origin()
                        .map(origin -> sentence.substring((origin + ": ").length()))
                        .orElse(sentence),
                kind.equals(DOCKERFILE) ? otherDockerfiles(variant.build()) : "");
    }

    private static String otherDockerfiles(BuildSpec build) {
        try (Stream<Path> files = Files.list(build.context())) {
            Set<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("Dockerfile") || name.endsWith(".Dockerfile"))
                    .filter(name -> !name.endsWith(".dockerignore"))
                    .collect(Collectors.toCollection(TreeSet::new));
            return names.isEmpty() ? "" : "Maybe '" + String.join("' or '", names) + "' is meant?";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
