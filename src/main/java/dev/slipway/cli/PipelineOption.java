package dev.slipway.cli;

import dev.slipway.dotenv.EnvFile;
import dev.slipway.engine.SecretValue;
import dev.slipway.model.Pipeline;
import dev.slipway.yaml.Given;
import dev.slipway.yaml.PipelineLocator;
import dev.slipway.yaml.PipelineLocator.Location;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Problem;
import dev.slipway.yaml.Reading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
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
            description = {
                "Gives the pipeline's parameter NAME this value, or what $${NAME} in the file stands for. Counts more than"
                        + " --env-file, the environment and the default. Repeatable.",
                "Of a secret use a variable or an env file: everybody on this machine can read command lines."
            })
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = {
                "Lines of NAME=VALUE for parameters, $${NAME} and secrets; they count more than the environment."
                        + " Repeatable, the later file counts more.",
                "'#' begins a comment, 'export ' may stand before a name, quotes hold blanks and line breaks."
            })
    private List<Path> envFiles = new ArrayList<>();

    private @Nullable Given given;

    /** The pipeline; empty when there were problems, which have been told. */
    Optional<Pipeline> read(Shell shell) {
        return switch (reading(shell, PipelineReader::read)) {
            case Reading.Invalid invalid -> told(shell, invalid.problems());
            case Reading.Valid valid -> {
                valid.warnings().forEach(warning -> shell.err().println(warning));
                yield Optional.of(valid.pipeline());
            }
        };
    }

    /** The pipeline or its problems, untold. */
    Reading untold(Shell shell) {
        return reading(shell, PipelineReader::read);
    }

    /**
     * The pipeline or its problems, untold, for whoever runs nothing of it: required parameters may be missing, and
     * something stands in for them.
     */
    Reading reading(Shell shell) {
        return reading(shell, PipelineReader::examine);
    }

    /**
     * The pipeline's name, which is all that is wanted of it: its file may be wrong or gone, and what was said on the
     * command line counts then. A valid file's secrets are hidden from now on.
     */
    String name(Shell shell) {
        if (reading(shell) instanceof Reading.Valid valid) {
            return valid.pipeline().name();
        }
        return switch (new PipelineLocator(shell.workspace().root()).locate(pipeline)) {
            case Location.Unknown unknown -> pipeline;
            case Location.Found found ->
                PipelineReader.name(found.file(), given()).orElse(pipeline);
        };
    }

    /** The command line that says the same from another folder. */
    List<String> words(Shell shell) {
        Path file = Path.of(pipeline);
        boolean named = new PipelineLocator(shell.workspace().root()).locate(pipeline) instanceof Location.Found found
                && !found.file()
                        .toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize());
        List<String> words = new ArrayList<>(List.of(
                "-p", named ? pipeline : file.toAbsolutePath().normalize().toString()));
        parameters.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        envFiles.forEach(
                env -> words.addAll(List.of("--env-file", env.toAbsolutePath().toString())));
        return words;
    }

    private Reading reading(Shell shell, BiFunction<Path, Given, Reading> reader) {
        List<Problem> mistakes = gather();
        if (!mistakes.isEmpty()) {
            return new Reading.Invalid(mistakes);
        }
        return switch (new PipelineLocator(shell.workspace().root()).locate(pipeline)) {
            case Location.Unknown unknown -> new Reading.Invalid(List.of(unknown.problem()));
            case Location.Found found -> hidden(reader.apply(found.file(), given()));
        };
    }

    /** From now on nobody is told what a secret parameter was given, used or not. */
    private Reading hidden(Reading reading) {
        if (reading instanceof Reading.Valid valid) {
            secretParams(valid.pipeline())
                    .values()
                    .forEach(value -> MaskedLayout.MASK.add(new SecretValue(value.getBytes(StandardCharsets.UTF_8))));
        }
        return reading;
    }

    /** Reads the env files; what is wrong with them. */
    private List<Problem> gather() {
        List<Problem> mistakes = new ArrayList<>();
        List<EnvFile> files = new ArrayList<>();
        for (Path file : envFiles) {
            switch (EnvFile.read(file, file.toString())) {
                case EnvFile.Reading.Read read -> files.add(read.file());
                case EnvFile.Reading.Refused refused ->
                    refused.mistakes()
                            .forEach(mistake -> mistakes.add(new Problem(
                                    mistake.origin(),
                                    "",
                                    mistake.sentence(),
                                    mistake.advice().isEmpty() ? null : mistake.advice())));
            }
        }
        given = new Given(parameters, files, System.getenv());
        return mistakes;
    }

    /** What was given. Ask after reading. */
    Given given() {
        if (given == null) {
            throw new IllegalStateException("what was given is known once a pipeline was read");
        }
        return given;
    }

    /** The variables that the environment and the env files set. */
    Map<String, String> environment() {
        return given().variables();
    }

    /** The values of the pipeline's secret parameters that were given, by name. */
    Map<String, String> secretParams(Pipeline read) {
        return given().secrets(read.params());
    }

    private static Optional<Pipeline> told(Shell shell, List<Problem> problems) {
        problems.forEach(problem -> shell.err().println(problem));
        if (problems.size() > 1) {
            shell.err().println(problems.size() + " problems");
        }
        return Optional.empty();
    }
}
