package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingInputsTest {
    private static final String PIPELINE =
            """
            slipway: 1
            name: demo
            images:
              backend:
                context: app
                secrets:
                  token: {env: TOKEN}
                  key: {file: key.pem}
                  other: {env: OTHER, required: false}
                overlay: {requirements.txt: requirements.small.txt}
                variants:
                  - {name: full}
                  - {name: minimal, dockerfile: Dockerfile.minimal}
                checks: [{http: {port: 80, form: {a: "@cat.jpg", b: plain}}}]
              worker: {checks: [healthy]}
            """;

    @TempDir
    Path folder = Path.of("unset");

    private Path file = Path.of("unset");

    @BeforeEach
    void writeThePipeline() throws IOException {
        file = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
    }

    @Test
    void tellsAllThatIsNotThere() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve("app/Dockerfile"), "FROM scratch");
        assertThat(missing(Map.of()))
                .containsExactly(
                        "12:9: images.backend variant 'full': the overlay 'requirements.small.txt' is not in the context 'app'",
                        "7:7: images.backend.secrets.token: the variable 'TOKEN' is not set",
                        "8:7: images.backend.secrets.key: the file 'key.pem' is not there or not readable",
                        "14:15: images.backend variant 'full': the file 'cat.jpg' is not there",
                        "13:9: images.backend variant 'minimal': the Dockerfile 'Dockerfile.minimal' is not in the context 'app'",
                        "13:9: images.backend variant 'minimal': the overlay 'requirements.small.txt' is not in the context 'app'",
                        "14:15: images.backend variant 'minimal': the file 'cat.jpg' is not there",
                        "15:3: images.worker: the context 'worker' is not a folder");
    }

    @Test
    void isSilentWhenAllIsThere() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        Files.createDirectories(folder.resolve("worker"));
        for (String name : List.of(
                "app/Dockerfile",
                "app/Dockerfile.minimal",
                "app/requirements.small.txt",
                "key.pem",
                "cat.jpg",
                "worker/Dockerfile")) {
            Files.writeString(folder.resolve(name), "x");
        }
        assertThat(missing(Map.of("TOKEN", ""))).isEmpty();
    }

    private List<String> missing(Map<String, String> environment) {
        Reading.Valid valid = (Reading.Valid) PipelineReader.read(file, Map.of());
        return MissingInputs.in(valid.pipeline(), environment).stream()
                .map(problem -> problem.toString().replace(file + ":", ""))
                .toList();
    }
}
