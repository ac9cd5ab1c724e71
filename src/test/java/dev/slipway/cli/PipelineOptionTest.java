package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given on the command line and in env files. */
class PipelineOptionTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aPipeline() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve("app/Dockerfile"), "FROM python:3.11-slim\n");
        Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                slipway: 1
                name: demo
                params:
                  stage: {choices: [dev, prod], required: true}
                  slipway_test_password: {secret: true, required: true}
                images:
                  app:
                    args: {STAGE: "${stage}"}
                    secrets: {other: {env: SLIPWAY_TEST_NOBODY_SETS}}
                    ssh: {default: /nowhere/agent.sock}
                    checks: [{run: "true"}]
                """);
    }

    private int slipway(String command, String... arguments) {
        Shell shell = new Shell(
                new Workspace(folder, new Home(folder.resolve(".slipway"))),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        String[] line = new String[arguments.length + 3];
        line[0] = command;
        line[1] = "-p";
        line[2] = folder.resolve("pipeline.yaml").toString();
        System.arraycopy(arguments, 0, line, 3, arguments.length);
        return Main.run(line, shell);
    }

    private String told() {
        return (out.toString() + err).replace(folder + "/", "");
    }

    @Test
    void whatIsLackingIsAWarningToValidate() {
        assertThat(slipway("validate")).as("%s%s", out, err).isZero();
        assertThat(told())
                .contains(
                        "params.stage: the parameter is required and not given",
                        "params.slipway_test_password: the parameter is required and not given",
                        "images.app.secrets.other: the variable 'SLIPWAY_TEST_NOBODY_SETS' is not set or empty",
                        "images.app.ssh.default: no ssh agent",
                        "demo is valid");
        assertThat(slipway("validate", "--strict")).isEqualTo(2);
    }

    @Test
    void whatIsLackingIsAProblemToPlan() {
        assertThat(slipway("plan")).as("%s%s", out, err).isEqualTo(2);
        assertThat(told())
                .contains("pipeline.yaml:4:3: params.stage: the parameter is required and not given", "2 problems");
    }

    @Test
    void filesAndTheCommandLineGiveValues() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.env"),
                "stage=dve\nslipway_test_password='a b'\nSLIPWAY_TEST_NOBODY_SETS=now it is\n");
        assertThat(slipway("validate", "--env-file", file.toString())).isEqualTo(2);
        assertThat(told()).contains("params.stage: what a.env:1 gives is not one of dev, prod", "Maybe 'dev'?");
        assertThat(slipway("validate", "--env-file", file.toString(), "--set", "stage=dev"))
                .isZero();
        assertThat(slipway("validate", "--set", "stag=dev")).isEqualTo(2);
        assertThat(told()).contains("--set stag: there is no parameter 'stag'", "Maybe 'stage'?");
    }

    @Test
    void aBadLineIsToldWithItsPlaceAndNotRepeated() throws IOException {
        Path file = Files.writeString(folder.resolve("a.env"), "# fine\nhunter2\n");
        assertThat(slipway("validate", "--env-file", file.toString())).isEqualTo(2);
        assertThat(slipway("plan", "--env-file", file.toString())).isEqualTo(2);
        assertThat(told())
                .contains("a.env:2:8: here a '=' is wanted after the name")
                .doesNotContain("hunter2");
        assertThat(slipway("plan", "--env-file", folder.resolve("b.env").toString()))
                .isEqualTo(2);
        assertThat(told()).contains("b.env: there is no such file");
    }

    @Test
    void aSecretGivenByFileIsHiddenFromTheStart() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.env"), "stage=dev\nslipway_test_password=quite-a-long-passw0rd-nobody-has\n");
        slipway("validate", "--env-file", file.toString());
        assertThat(MaskedLayout.MASK.hide("it is quite-a-long-passw0rd-nobody-has"))
                .isEqualTo("it is ***");
    }

    @Test
    void theHelpSaysWhatToUse() {
        assertThat(slipway("build", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("--set=NAME=VALUE", "--env-file=FILE", "everybody on this machine can read command lines");
    }
}
