package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.journal.JournalWriter;
import dev.slipway.journal.Runs;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.Night;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.UnableNights;
import dev.slipway.run.Home;
import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
    private static final String OLD = "20260303-023000-11aa";
    private static final String NEW = "20260304-023000-7f3a";

    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private Home home() {
        return new Home(folder.resolve(".slipway"));
    }

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    private void journal(String run, List<RunEvent> events) throws IOException {
        try (JournalWriter writer = JournalWriter.open(home().journal(run))) {
            events.forEach(writer::on);
        }
    }

    @BeforeEach
    void twoRuns() throws IOException {
        journal(OLD, Runs.failed());
        journal(NEW, Runs.degraded());
    }

    @Test
    void writesEverythingOfTheLatestRunAndSaysWhere() {
        assertThat(slipway("report")).as("%s", shell).isZero();

        Path reports = home().reports(NEW);
        assertThat(shell.out())
                .startsWith("run " + NEW + ", degraded\n")
                .contains(
                        "html      " + reports.resolve("index.html") + "\n", "junit     ", "sarif     ", "gitlab    ");
        assertThat(reports).isDirectoryContaining(file -> file.endsWith("index.html"));
        assertThat(reports.toFile().list())
                .containsExactlyInAnyOrder(
                        "index.html",
                        "junit.xml",
                        "slipway.sarif",
                        "report.json",
                        "summary.md",
                        "gl-code-quality-report.json");
        assertThat(reports.resolve("index.html")).content().contains("ai-stack");
    }

    @Test
    void printsOneFormatAndNothingBesideIt() throws IOException {
        assertThat(slipway("report", OLD, "--format", "json")).as("%s", shell).isZero();
        assertThat(new ObjectMapper().readTree(shell.out()).path("ending").asText())
                .isEqualTo("failed");
        assertThat(shell.out()).endsWith("}\n");
        assertThat(shell.err()).contains("run " + OLD);
    }

    @Test
    void takesTheBeginningOfAnIdAndWritesWhereItIsTold() {
        Path junit = folder.resolve("deep/er/junit.xml");
        assertThat(slipway("report", "20260303", "-f", "junit=" + junit, "-f", "markdown"))
                .as("%s", shell)
                .isZero();
        assertThat(junit).content().contains("<testsuites name=\"ai-stack\"");
        assertThat(shell.out()).startsWith("## ❌ ai-stack failed");
    }

    @Test
    void whatIsNoFileStaysWhatItIs() throws IOException {
        Path target = Files.writeString(folder.resolve("target.xml"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.xml"), target);
        assertThat(slipway("report", "-f", "junit=" + link)).as("%s", shell).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(target).content().contains("<testsuites name=\"ai-stack\"");
        assertThat(folder.resolve("link.xml.part")).doesNotExist();
    }

    @Test
    void theDeviceOfStandardOutputIsStandardOutput() throws IOException {
        assertThat(slipway("report", OLD, "--format", "json=/dev/stdout")).isZero();
        assertThat(new ObjectMapper().readTree(shell.out()).path("ending").asText())
                .isEqualTo("failed");
        assertThat(shell.err()).contains("run " + OLD);
    }

    /** Linux has a device that is always full. */
    @ParameterizedTest
    @ValueSource(strings = {"html", "junit", "sarif", "json", "markdown", "gitlab", "annotations"})
    void aFullDiskIsNoBug(String format) {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full");
        assertThat(slipway("report", OLD, "--format", format + "=" + full)).isEqualTo(1);
        assertThat(shell.err()).contains("No space left on device").doesNotContain("a bug of Slipway");
    }

    @Test
    void theIndexIsThereWholeOrAsItWasBefore() throws IOException {
        Path index = Files.writeString(folder.resolve("index.html"), "old");
        Path same = Files.createLink(folder.resolve("same.html"), index);
        assertThat(slipway("report", "--index=" + index)).as("%s", shell).isZero();
        assertThat(index).content().contains("ai-stack");
        // Who had it open reads on in what it was.
        assertThat(same).hasContent("old");
        assertThat(folder.resolve("index.html.part")).doesNotExist();
    }

    @Test
    void anUnknownRunIsToldWithThoseThatAreNear() {
        assertThat(slipway("report", "20260304-0239")).isEqualTo(2);
        assertThat(shell.err())
                .isEqualTo("slipway: there is no run '20260304-0239', nor is it how one alone begins.\nMaybe " + NEW
                        + ", or " + OLD + "?\n");
        assertThat(slipway("report", "2026030")).isEqualTo(2);
        assertThat(slipway("report", "../../etc")).isEqualTo(2);
    }

    @Test
    void whatMakesNoSenseIsToldBeforeAnythingIsWritten() {
        assertThat(slipway("report", "--format", "pdf")).isEqualTo(2);
        assertThat(shell.err()).contains("html, junit, sarif, json, markdown, gitlab, annotations, not 'pdf'");
        assertThat(slipway("report", "--format", "json", "--format", "junit=-")).isEqualTo(2);
        assertThat(slipway("report", OLD, "--pipeline", "x")).isEqualTo(2);
        assertThat(home().folder().resolve("reports")).doesNotExist();
    }

    @Test
    void thePipelineChoosesAmongTheLatest() {
        assertThat(slipway("report", "-p", "ai-stack", "--format", "json")).isZero();
        assertThat(slipway("report", "-p", "other")).isEqualTo(2);
        assertThat(shell.err()).contains("there is no run of pipeline 'other' in ");
    }

    @Test
    void aRunThatWasCutOffIsReported() throws IOException {
        journal("20260305-023000-0001", Runs.degraded().subList(0, 12));
        assertThat(slipway("report", "--all", folder.resolve("public").toString()))
                .as("%s", shell)
                .isZero();
        assertThat(shell.out()).startsWith("run 20260305-023000-0001, cut off\n");
        assertThat(folder.resolve("public/junit.xml")).exists();
    }

    @Test
    void aFileThatCannotBeWrittenIsToldWithItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(slipway("report", "--format", "junit=" + file.resolve("junit.xml")))
                .isEqualTo(1);
        assertThat(shell.err()).startsWith("slipway: writing the junit report to " + file);
    }

    @Test
    void whereTheFileDeclaresThingsIsTold() throws IOException {
        Files.createDirectories(folder.resolve("pipelines/ai-stack"));
        Files.writeString(
                folder.resolve("pipelines/ai-stack/pipeline.yaml"),
                """
                slipway: 1
                name: ai-stack
                images:
                  tools: {context: ., checks: [{run: {command: 'true'}}]}
                """);
        assertThat(slipway("report", OLD, "--format", "annotations")).isZero();
        assertThat(shell.out()).contains("::error file=pipelines/ai-stack/pipeline.yaml,line=4,title=tools failed::");
    }

    @Test
    void theIndexHasPagesOfTheRunsBesideIt() {
        Path index = folder.resolve("public/index.html");
        assertThat(slipway("report", "--index", index.toString()))
                .as("%s", shell)
                .isZero();
        assertThat(index).content().contains(NEW + "/index.html", OLD + "/index.html");
        assertThat(folder.resolve("public").resolve(NEW).resolve("index.html")).exists();
        assertThat(slipway("report", "--index=" + index, "--format", "json")).isEqualTo(2);
        assertThat(slipway("report", "--port", "80")).isEqualTo(2);
    }

    @Test
    void theIndexKnowsTheNightsThatWereMissedHere() throws IOException {
        Path pipeline = Files.createDirectories(folder.resolve("pipelines/ai-stack"));
        Files.writeString(
                pipeline.resolve("pipeline.yaml"),
                "slipway: 1\nname: ai-stack\nnightly: {at: \"02:30\"}\nimages:\n  one: {context: .}\n");
        Files.writeString(pipeline.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
        NightFiles nights = NightFiles.in(home(), "ai-stack");
        Instant now = Instant.now();
        LastNight.read(nights).watchedSince(now.minus(Duration.ofHours(60))).write(nights);
        new UnableNights(nights).add(new Night.Unable(now.minus(Duration.ofDays(9)), "no engine answers"));
        Path index = folder.resolve("index.html");

        assertThat(slipway("report", "--index=" + index)).as("%s", shell).isZero();

        assertThat(Files.readString(index))
                .contains("Missed nights", " ai-stack: no engine answers<")
                .containsPattern("night missed \\(ai-stack\\)")
                .contains("</span> ai-stack: none was begun<");
    }

    @Test
    void nightsThatNobodyCanKnowAreTold() throws IOException {
        Path pipeline = Files.createDirectories(folder.resolve("pipelines/ai-stack"));
        Files.writeString(
                pipeline.resolve("pipeline.yaml"),
                "slipway: 1\nname: ai-stack\nnightly: {at: \"never\"}\nimages:\n  one: {contxt: .}\n");
        Path index = folder.resolve("index.html");

        assertThat(slipway("report", "--index=" + index)).as("%s", shell).isZero();

        assertThat(shell.err())
                .hasLineCount(1)
                .startsWith("slipway: nights of 'ai-stack' are not known: ")
                .contains("pipeline.yaml:3:", "at");
        assertThat(index).content().contains("ai-stack");
    }

    @Test
    void aHomeWithoutRunsSaysSo(@TempDir Path empty) {
        assertThat(shell.run(empty, "report")).isEqualTo(2);
        assertThat(shell.err()).contains("there is no run in ");
        assertThat(shell.run(empty, "report", "x")).isEqualTo(2);
        assertThat(shell.err()).contains("there is no run at all.");
    }
}
