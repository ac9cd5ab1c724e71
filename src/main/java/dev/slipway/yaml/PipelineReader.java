package dev.slipway.yaml;

import dev.slipway.model.Param;
import dev.slipway.model.Pipeline;
import dev.slipway.yaml.Node.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads pipeline files: strict YAML 1.2 with the keys that the format knows. Tells every problem at once, and throws
 * for none of them, whatever the file holds. Looks at nothing but the file and what was given; whether the files
 * that a pipeline names exist is told by {@link MissingInputs}. Safe for use by several threads.
 */
public final class PipelineReader {
    private PipelineReader() {}

    /**
     * @param file as the user named it; problems print it so, or relative to the working directory where it lies below
     * @param given what parameters and <code>${NAME}</code> stand for
     */
    public static Reading read(Path file, Given given) {
        return read(file, given, true);
    }

    /** As {@link #read(Path, Given)}, given nothing but these variables. */
    public static Reading read(Path file, Map<String, String> environment) {
        return read(file, Given.of(environment));
    }

    /**
     * As {@link #read(Path, Given)}, for whoever asks what stands in the file and not what to do with it: a required
     * parameter that is not given is a warning, and something stands in for it.
     */
    public static Reading examine(Path file, Given given) {
        return read(file, given, false);
    }

    private static Reading read(Path file, Given given, boolean strict) {
        Problems problems = new Problems();
        Source source = SourceFile.read(file, shown(file), problems);
        return finish(source == null ? null : pipeline(file, source, given, strict, problems), problems);
    }

    /** The pipeline's name, though everything else in the file may be wrong; empty where there is no proper name. */
    public static Optional<String> name(Path file, Given given) {
        Problems problems = new Problems();
        Source source = SourceFile.read(file, shown(file), problems);
        Node root = source == null ? null : TreeReader.read(source, problems);
        if (!(root instanceof Mapping mapping)) {
            return Optional.empty();
        }
        Path folder = file.toAbsolutePath().normalize().resolveSibling("").normalize();
        Mapping nothing = Mapping.empty(mapping.origin(), mapping.crumb());
        Scope bare = new Scope(folder, Params.none(given), Names.in(mapping), nothing, problems);
        String name = PipelineSection.name(mapping, Cursor.top(mapping, bare.with(Params.read(mapping, bare, false))));
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** Reads content as if it stood in {@code file}. */
    static Reading readBytes(byte[] content, Path file, Given given) {
        Problems problems = new Problems();
        Source source = SourceFile.decode(content, shown(file), problems);
        return finish(source == null ? null : pipeline(file, source, given, true, problems), problems);
    }

    static Reading readBytes(byte[] content, Path file, Map<String, String> environment) {
        return readBytes(content, file, Given.of(environment));
    }

    private static Reading finish(@Nullable Pipeline pipeline, Problems problems) {
        if (pipeline == null || !problems.none()) {
            return new Reading.Invalid(problems.errors());
        }
        return new Reading.Valid(pipeline, problems.warnings());
    }

    private static @Nullable Pipeline pipeline(
            Path file, Source source, Given given, boolean strict, Problems problems) {
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
        Scope bare = new Scope(folder, Params.none(given), Names.in(mapping), defaults, problems);
        Scope nameless = bare.with(Params.read(mapping, bare, strict));
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
                        parts.nightly(),
                        params(mapping, scope),
                        parts.upkeep());
    }

    /** In the order of the file. */
    private static List<Param> params(Mapping root, Scope scope) {
        Map<String, Param> declared = scope.params().declared();
        return Names.value(root, ParamSection.PARAMS.name()) instanceof Mapping section
                ? section.entries().keySet().stream()
                        .flatMap(name -> Stream.ofNullable(declared.get(name)))
                        .toList()
                : List.of();
    }

    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() && file.startsWith(here) && !file.equals(here)
                ? here.relativize(file).toString()
                : file.toString();
    }
}
