package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    void aFolderIsNoDockerfile() throws IOException {
        Files.createDirectories(folder.resolve("Dockerfile"));
        Files.writeString(file, "slipway: 1\nname: x\nimages:\n  api: {context: ., checks: [healthy]}\n");
        assertThat(missing(Map.of()))
                .containsExactly("4:3: images.api: the Dockerfile 'Dockerfile' is no regular file in the context '.'");
    }

    @Test
    void tellsAllThatIsNotThere() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve("app/Dockerfile"), "FROM scratch");
        assertThat(missing(Map.of()))
                .containsExactly(
                        "12:9: images.backend variant 'full': the overlay 'requirements.small.txt' is not in the context 'app'",
                        "14:15: images.backend variant 'full': the file 'cat.jpg' is not there",
                        "13:9: images.backend variant 'minimal': the Dockerfile 'Dockerfile.minimal' is not in the context 'app'",
                        "13:9: images.backend variant 'minimal': the overlay 'requirements.small.txt' is not in the context 'app'",
                        "14:15: images.backend variant 'minimal': the file 'cat.jpg' is not there",
                        "15:3: images.worker: the context 'worker' is not a folder",
                        "7:7: images.backend.secrets.token: the variable 'TOKEN' is not set or empty",
                        "8:7: images.backend.secrets.key: the file 'key.pem' is not there or not readable");
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
        assertThat(missing(Map.of("TOKEN", "t0k3n"))).isEmpty();
    }

    @Test
    void tellsWhatHasNoProgramOrAgent() throws IOException {
        Files.writeString(
                file,
                """
                slipway: 1
                name: demo
                images:
                  backend:
                    context: app
                    ssh: [default, deploy=agents/deploy.sock]
                    secrets:
                      found: {command: [env]}
                      line: {command: no-such-program | head -1}
                      gone: {command: [no-such-program, show]}
                      script: {command: [./token.sh]}
                      any: {command: [no-such-program], required: false}
                      empty: {env: EMPTY}
                    checks: [healthy]
                """);
        Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve("app/Dockerfile"), "FROM scratch");
        Files.writeString(folder.resolve("token.sh"), "echo not executable");
        assertThat(missing(Map.of("EMPTY", "")))
                .containsExactly(
                        "10:7: images.backend.secrets.gone: there is no program 'no-such-program' to ask for it",
                        "11:7: images.backend.secrets.script: there is no program './token.sh' to ask for it",
                        "13:7: images.backend.secrets.empty: the variable 'EMPTY' is not set or empty",
                        "6:11: images.backend.ssh.default: no ssh agent: the variable 'SSH_AUTH_SOCK' is not set or empty",
                        "6:20: images.backend.ssh.deploy: no ssh agent: the socket 'agents/deploy.sock' is not there");
        Files.createDirectories(folder.resolve("agents"));
        Files.writeString(folder.resolve("agents/deploy.sock"), "");
        assertThat(missing(Map.of("EMPTY", "no longer", "SSH_AUTH_SOCK", "/run/agent.sock")))
                .hasSize(2);
    }

    @Test
    void tellsWhichParameterIsNotGiven() throws IOException {
        Files.writeString(
                file,
                """
                slipway: 1
                name: demo
                params:
                  token: {secret: true}
                  password: {secret: true, required: true}
                images:
                  backend:
                    context: .
                    dockerfile: pipeline.yaml
                    secrets: {t: {param: token}, u: {param: token, required: false}, p: {param: password}}
                    checks: [healthy]
                """);
        Reading.Valid valid = (Reading.Valid) PipelineReader.examine(file, Given.of(Map.of("token", "")));
        assertThat(valid.warnings())
                .singleElement()
                .asString()
                .endsWith("5:3: params.password: the parameter is required and not given. Maybe set the variable"
                        + " 'password', or give it by a line of an '--env-file'.");
        assertThat(MissingAccess.in(valid.pipeline(), Given.of(Map.of("token", ""))))
                .singleElement()
                .asString()
                .endsWith("10:15: images.backend.secrets.t: the parameter 'token' is not given");
        assertThat(MissingAccess.in(valid.pipeline(), Given.of(Map.of("token", "t"))))
                .isEmpty();
    }

    private List<String> missing(Map<String, String> environment) {
        Reading.Valid valid = (Reading.Valid) PipelineReader.read(file, Map.of());
        return Stream.concat(
                        MissingInputs.in(valid.pipeline()).stream(),
                        MissingAccess.in(valid.pipeline(), Given.of(environment)).stream())
                .map(problem -> problem.toString().replace(file + ":", ""))
                .toList();
    }
}
