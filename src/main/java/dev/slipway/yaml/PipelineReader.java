package dev.slipway.yaml;

import dev.slipway.model.Pipeline;
import dev.slipway.yaml.Node.Mapping;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads pipeline files: strict YAML 1.2 with the keys that the format knows. Tells every problem at once, and throws
 * for none of them, whatever the file holds. Looks at nothing but the file and the given environment; whether the files
 * that a pipeline names exist is told by {@link MissingInputs}. Safe for use by several threads.
 */
public final class PipelineReader {
    private PipelineReader() {}

    /**
     * @param file as the user named it; problems print it so, or relative to the working directory where it lies below
     * @param environment what <code>${NAME}</code> may stand for: parameters laid over the process's variables
     */
    public static Reading read(Path file, Map<String, String> environment) {
        Problems problems = new Problems();
        Source source = SourceFile.read(file, shown(file), problems);
        return finish(source == null ? null : pipeline(file, source, environment, problems), problems);
    }

    /** Reads content as if it stood in {@code file}. */
    static Reading readBytes(byte[] content, Path file, Map<String, String> environment) {
        Problems problems = new Problems();
        Source source = SourceFile.decode(content, shown(file), problems);
        return finish(source == null ? null : pipeline(file, source, environment, problems), problems);
    }

    private static Reading finish(@Nullable Pipeline pipeline, Problems problems) {
        if (pipeline == null || !problems.none()) {
            return new Reading.Invalid(problems.errors());
        }
        return new Reading.Valid(pipeline, problems.warnings());
    }

    private static @Nullable Pipeline pipeline(
            Path file, Source source, Map<String, String> environment, Problems problems) {
        Node root = TreeReader.read(source, problems);
        if (root == null) {
            return null;
        }
        if (!(root instanceof Mapping mapping)) {
            problems.add(
                    root.origin(),
                    "",
                    root.found() + " stands where a pipeline is wanted",
                    "Maybe begin with 'slipway: 1'.");
            return null;
        }
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.resolveSibling("").normalize();
        Mapping defaults = Names.value(mapping, "defaults") instanceof Mapping map
                ? map
                : Mapping.empty(mapping.origin(), mapping.crumb());
        Scope nameless = new Scope(folder, Map.copyOf(environment), Names.in(mapping), defaults, problems);
        Scope scope = nameless.named(PipelineSection.name(mapping, Cursor.top(mapping, nameless)));
        PipelineSection.Parts parts = PipelineSection.SHAPE.read(Cursor.top(mapping, scope));
        return parts == null || !problems.none()
                ? null
                : new Pipeline(
                        parts.name(),
                        parts.description(),
                        absolute,
                        parts.bases(),
                        parts.images(),
                        parts.services(),
                        parts.stack(),
                        parts.nightly());
    }

    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() && file.startsWith(here) && !file.equals(here)
                ? here.relativize(file).toString()
                : file.toString();
    }
}
