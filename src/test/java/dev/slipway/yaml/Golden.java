package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dotenv.EnvFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files that hold what a reader of the output would see. {@code -Dslipway.golden=write} rewrites them. */
final class Golden {
    static final Path RESOURCES = Path.of("src/test/resources/dev/slipway/yaml");

    /** What the golden pipelines may refer to. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_COMMIT", "abc1234",
            "SLIPWAY_WEBHOOK", "https://chat.example.org/hooks/42",
            "EMPTY", "",
            "PORT", "9000",
            "BIG", "999",
            "HUNTER", "hunter2 is secret",
            "IMAGE_TEXT", "${images.backend}");

    private Golden() {}

    static List<Path> pipelines(String folder) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Given the env file beside it, where there is one. */
    static Reading read(Path file) {
        Path beside = beside(file, ".env");
        if (!Files.exists(beside)) {
            return PipelineReader.read(file, ENVIRONMENT);
        }
        return switch (EnvFile.read(beside, String.valueOf(beside.getFileName()))) {
            case EnvFile.Reading.Read read ->
                PipelineReader.read(file, new Given(Map.of(), List.of(read.file()), ENVIRONMENT));
            case EnvFile.Reading.Refused refused -> throw new AssertionError(refused.mistakes());
        };
    }

    static void check(Path golden, String actual) throws IOException {
        if ("write".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(golden, actual);
        }
        assertThat(golden).exists();
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    static Path beside(Path file, String ending) {
        return Path.of(file.toString().replace(".yaml", ending));
    }
}
