package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private static final String SEEDS = "src/test/resources/preflight/seeds/";

    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    @Test
    void anErrorIsTwo() {
        assertThat(slipway("validate", "-p", SEEDS + "numpy-on-alpine/before/pipeline.yaml"))
                .as("%s", shell)
                .isEqualTo(2);
        assertThat(shell.out())
                .contains(SEEDS + "numpy-on-alpine/before/backend/Dockerfile\n", "no-compiler")
                .endsWith("2 errors, 4 warnings\n");
    }

    @Test
    void whatIsFineIsNothing() {
        assertThat(slipway("validate", "-p", SEEDS + "numpy-on-alpine/after/pipeline.yaml"))
                .as("%s", shell)
                .isZero();
        assertThat(shell.out()).isEqualTo("numpy-on-alpine is valid: 2 images, 1 service, 0 stack checks\n");
    }

    @Test
    void aWarningIsTwoOnlyWhenStrict() {
        String pipeline = SEEDS + "opencv-and-numpy/before/pipeline.yaml";
        assertThat(slipway("validate", "-p", pipeline)).as("%s", shell).isZero();
        assertThat(shell.out()).endsWith("0 stack checks; 2 warnings\n");
        assertThat(slipway("validate", "--strict", "-p", pipeline)).isEqualTo(2);
    }

    @Test
    void problemsOfTheFileAreToldInEveryForm() throws IOException {
        Path pipeline = folder.resolve("pipeline.yaml");
        Files.writeString(
                pipeline, "slipway: 1\nname: x\nimages:\n  api: {contxt: api, checks: [{run: {command: 'true'}}]}\n");

        assertThat(slipway("validate", "--output", "sarif", "-p", pipeline.toString()))
                .isEqualTo(2);

        JsonNode results =
                new ObjectMapper().readTree(shell.out()).path("runs").path(0).path("results");
        assertThat(results.get(0).path("ruleId").asText()).isEqualTo("pipeline-file");
        assertThat(results.get(0).path("message").path("text").asText()).contains("unknown key 'contxt'");
        assertThat(results.get(0)
                        .path("locations")
                        .path(0)
                        .path("physicalLocation")
                        .path("region")
                        .path("startLine")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void saysThatNoDockerfileWasReadWhereTheFileIsWrong() throws IOException {
        Path pipeline = folder.resolve("pipeline.yaml");
        Files.writeString(folder.resolve("Dockerfile"), "FROMM python\n");
        Files.writeString(pipeline, "slipway: 1\nname: x\nimages:\n  api: {contxt: .}\n");

        assertThat(slipway("validate", "-p", pipeline.toString())).isEqualTo(2);
        assertThat(shell.out())
                .contains("no Dockerfile and no context was looked at", "reading-stopped")
                .endsWith("1 error, 1 note\n");

        assertThat(slipway("validate", "--output", "json", "-p", pipeline.toString()))
                .isEqualTo(2);
        assertThat(shell.out()).contains("reading-stopped");

        Files.writeString(pipeline, "slipway: 1\nname: x\nimages:\n  api: {context: .}\n");
        assertThat(slipway("validate", "-p", pipeline.toString())).isEqualTo(2);
        assertThat(shell.out()).contains("unknown instruction 'FROMM'").doesNotContain("was looked at");

        assertThat(slipway("validate", "-p", "no-such-pipeline")).isEqualTo(2);
        assertThat(shell.out()).doesNotContain("was looked at");
    }

    @Test
    void asJson() throws IOException {
        assertThat(slipway("validate", "--output", "json", "-p", SEEDS + "opencv-and-numpy/before/pipeline.yaml"))
                .isZero();
        JsonNode document = new ObjectMapper().readTree(shell.out());
        assertThat(document.path("pipeline").asText()).isEqualTo("opencv-and-numpy");
        assertThat(document.path("counts").path("warnings").asInt()).isEqualTo(2);
        assertThat(document.path("findings").path(0).path("file").asText()).startsWith(SEEDS);
    }
}
