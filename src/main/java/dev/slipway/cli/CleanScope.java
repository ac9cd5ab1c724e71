package dev.slipway.cli;

import dev.slipway.clean.Scope;
import dev.slipway.model.Pipeline;
import dev.slipway.yaml.Given;
import dev.slipway.yaml.PipelineLocator;
import dev.slipway.yaml.PipelineLocator.Location;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose things are meant: all pipelines of the project, unless one is named. */
final class CleanScope {
    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "NAME|FILE",
            description = "Only images and runs of this pipeline. Default: all pipelines under pipelines/.")
    private String pipeline = "";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "What $${NAME} in the files stands for, instead of the environment's value. Repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--all-pipelines",
            description =
                    "Also images of pipelines that this project has no file of: other projects use this engine too.")
    private boolean strangers;

    boolean strangers() {
        return strangers && pipeline.isEmpty();
    }

    /** Empty when the pipeline that was named cannot be read, which has been told. */
    Optional<Scope> read(Shell shell) {
        Given given = new Given(parameters, List.of(), System.getenv());
        PipelineLocator locator = new PipelineLocator(shell.workspace().root());
        if (!pipeline.isEmpty()) {
            return switch (locator.locate(pipeline)) {
                case Location.Unknown unknown -> {
                    shell.err().println(unknown.problem());
                    yield Optional.empty();
                }
                case Location.Found found -> one(found.file(), given, shell);
            };
        }
        List<Pipeline> readable = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String name : locator.names()) {
            if (locator.locate(name) instanceof Location.Found found) {
                switch (PipelineReader.examine(found.file(), given)) {
                    case Reading.Valid valid -> readable.add(valid.pipeline());
                    case Reading.Invalid invalid -> unreadable.add(name);
                }
            }
        }
        return Optional.of(new Scope(readable, unreadable, true));
    }

    private static Optional<Scope> one(Path file, Given given, Shell shell) {
        return switch (PipelineReader.examine(file, given)) {
            case Reading.Invalid invalid -> {
                invalid.problems().forEach(shell.err()::println);
                yield Optional.empty();
            }
            case Reading.Valid valid -> Optional.of(new Scope(List.of(valid.pipeline()), List.of(), false));
        };
    }
}
