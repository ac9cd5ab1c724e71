package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import dev.slipway.yaml.PipelineLocator;
import dev.slipway.yaml.PipelineLocator.Location;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Problem;
import dev.slipway.yaml.Reading;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which pipeline is meant, and with which parameters. */
final class PipelineOption {
    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "NAME|FILE",
            defaultValue = "ai-stack",
            description = "The pipeline: a name under pipelines/, or a file. Default: ${DEFAULT-VALUE}.")
    private String pipeline = "ai-stack";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "What $${NAME} in the file stands for, instead of the environment's value. Repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    /** The pipeline; empty when there were problems, which have been told. */
    Optional<Pipeline> read(Shell shell) {
        Map<String, String> environment = environment();
        return switch (new PipelineLocator(shell.workspace().root()).locate(pipeline)) {
            case Location.Unknown unknown -> told(shell, List.of(unknown.problem()));
            case Location.Found found -> read(found.file(), environment, shell);
        };
    }

    /** The pipeline or its problems, untold. */
    Reading reading(Shell shell) {
        return switch (new PipelineLocator(shell.workspace().root()).locate(pipeline)) {
            case Location.Unknown unknown -> new Reading.Invalid(List.of(unknown.problem()));
            case Location.Found found -> PipelineReader.read(found.file(), environment());
        };
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(parameters);
        return environment;
    }

    private static Optional<Pipeline> read(Path file, Map<String, String> environment, Shell shell) {
        return switch (PipelineReader.read(file, environment)) {
            case Reading.Invalid invalid -> told(shell, invalid.problems());
            case Reading.Valid valid -> {
                valid.warnings().forEach(warning -> shell.err().println(warning));
                yield Optional.of(valid.pipeline());
            }
        };
    }

    private static Optional<Pipeline> told(Shell shell, List<Problem> problems) {
        problems.forEach(problem -> shell.err().println(problem));
        if (problems.size() > 1) {
            shell.err().println(problems.size() + " problems");
        }
        return Optional.empty();
    }
}
