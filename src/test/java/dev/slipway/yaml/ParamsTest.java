package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dotenv.EnvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gives a value counts, and no value is repeated. */
class ParamsTest {
    private static final String PIPELINE =
            """
            slipway: 1
            name: demo
            params:
              stage: {choices: [dev, prod], required: true}
              port: {type: port, default: 80}
              password: {secret: true}
            images:
              backend:
                context: "${stage}"
                target: "${TARGET:-t}"
                timeout: "${stage}"
                checks: [{http: {port: "${port}"}}]
            """;

    @TempDir
    private Path folder = Path.of("unset");

    private Path file = Path.of("unset");

    @BeforeEach
    void writeThePipeline() throws IOException {
        file = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE.replace("    timeout: \"${stage}\"\n", ""));
    }

    private static EnvFile env(String name, String text) {
        return ((EnvFile.Reading.Read) EnvFile.parse(text, name)).file();
    }

    private String told(Reading reading) {
        return ((Reading.Invalid) reading)
                .problems().stream()
                        .map(problem -> problem.toString().replace(file + ":", "") + "\n")
                        .reduce("", String::concat);
    }

    private String context(Given given) {
        Reading.Valid valid = (Reading.Valid) PipelineReader.read(file, given);
        return String.valueOf(
                valid.pipeline().images().get(0).preferred().build().context().getFileName());
    }

    @Test
    void whatIsSetCountsMostThenFilesThenTheEnvironment() {
        List<EnvFile> files = List.of(env("a.env", "stage=prod"), env("b.env", "stage=dev"));
        assertThat(context(new Given(Map.of("stage", "prod"), files, Map.of()))).isEqualTo("prod");
        assertThat(context(new Given(Map.of(), files, Map.of("stage", "prod")))).isEqualTo("dev");
        assertThat(context(Given.of(Map.of("stage", "prod")))).isEqualTo("prod");
    }

    @Test
    void whoGaveAWrongValueIsTold() {
        List<EnvFile> files = List.of(env("b.env", "\nport=hunter2"));
        assertThat(told(PipelineReader.read(file, new Given(Map.of("stage", "prdo"), files, Map.of()))))
                .isEqualTo(
                        """
                        4:3: params.stage: what --set gives is not one of dev, prod. Maybe 'prod'?
                        5:3: params.port: what b.env:2 gives is not a port between 1 and 65535
                        """);
        assertThat(told(PipelineReader.read(file, Given.of(Map.of("stage", "dev", "port", "hunter2")))))
                .isEqualTo("5:3: params.port: what the variable 'port' gives is not a port between 1 and 65535\n");
    }

    @Test
    void whatIsSetMustBeAskedFor() {
        Map<String, String> sets = new LinkedHashMap<>(Map.of("stage", "dev", "TARGET", "x", "password", "p"));
        assertThat(PipelineReader.read(file, new Given(sets, List.of(), Map.of())))
                .isInstanceOf(Reading.Valid.class);
        sets.put("pasword", "hunter2");
        assertThat(told(PipelineReader.read(file, new Given(sets, List.of(), Map.of()))))
                .isEqualTo(
                        "1:1: --set pasword: there is no parameter 'pasword', nor does the file ask for a variable of"
                                + " this name. Maybe 'password'?\n");
    }

    @Test
    void whatIsRequiredIsAProblemOrAWarningAndNothingElseIsSaidOfIt() throws IOException {
        Files.writeString(file, PIPELINE);
        assertThat(told(PipelineReader.read(file, Map.of())))
                .isEqualTo("4:3: params.stage: the parameter is required and not given. Maybe '--set stage=dev'?\n");
        assertThat(PipelineReader.examine(file, Given.of(Map.of())))
                .isInstanceOfSatisfying(Reading.Valid.class, valid -> assertThat(valid.warnings())
                        .singleElement()
                        .asString()
                        .contains("4:3: params.stage: the parameter is required and not given"));
    }

    @Test
    void theSecretOnesAreGivenApart() {
        Given given = new Given(Map.of(), List.of(env("a.env", "password=hunter2")), Map.of("stage", "dev"));
        Reading.Valid valid = (Reading.Valid) PipelineReader.read(file, given);
        assertThat(given.secrets(valid.pipeline().params())).isEqualTo(Map.of("password", "hunter2"));
        assertThat(valid.pipeline().toString() + given).doesNotContain("hunter2");
        assertThat(given.variables()).containsEntry("stage", "dev").containsEntry("password", "hunter2");
    }

    @Property
    void noValueIsRepeated(@ForAll String wild) {
        String value = "v4lue" + wild + "v4lue";
        Given given = new Given(
                Map.of("port", value), List.of(), Map.of("stage", value, "password", value, "TARGET", value + "\n"));
        assertThat(PipelineReader.readBytes(
                                PIPELINE.getBytes(java.nio.charset.StandardCharsets.UTF_8), Path.of("a.yaml"), given)
                        .toString())
                .doesNotContain("v4lue");
    }
}
