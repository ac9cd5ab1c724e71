package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.journal.JournalWriter;
import dev.slipway.journal.Runs;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.report.trace.Collector;
import dev.slipway.run.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ReportOptionTest {
    private static final String RUN = "20260304-023000-7f3a";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @Command
    static final class Host {
        @Mixin
        private ReportOption reports = new ReportOption();
    }

    private Shell shell() {
        return new Shell(
                new Workspace(folder, new Home(folder.resolve(".slipway"))),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private static ReportOption option(String... arguments) {
        return CommandLine.populateCommand(new Host(), arguments).reports;
    }

    private void after(Map<String, String> environment, String... arguments) {
        ReportOption option = option(arguments);
        assertThat(option.sensible(shell())).as("%s", err).isTrue();
        Pipeline pipeline = new Pipeline(
                "ai-stack",
                "",
                folder.resolve("pipelines/ai-stack/pipeline.yaml"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Nightly.NONE);
        option.after(shell(), pipeline, RUN, environment);
    }

    @BeforeEach
    void aRunHasEnded() throws IOException {
        try (JournalWriter writer =
                JournalWriter.open(shell().workspace().home().journal(RUN))) {
            Runs.failed().forEach(writer::on);
        }
    }

    @Test
    void nothingIsToldUnlessSomebodyWantsIt() {
        after(Map.of("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString()));
        assertThat(out.toString() + err).isEmpty();
        assertThat(folder.toFile().list()).containsExactly(".slipway");
    }

    @Test
    void writesFormatsAndFolders() {
        after(
                Map.of(),
                "--report",
                "junit",
                "--report",
                "sarif=" + folder.resolve("x.sarif"),
                "--report",
                folder.resolve("all").toString());
        assertThat(shell().workspace().home().reports(RUN).resolve("junit.xml")).exists();
        assertThat(folder.resolve("x.sarif")).exists();
        assertThat(folder.resolve("all/index.html")).exists();
        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void aReportThatCannotBeWrittenIsTheOnlyOneMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        after(Map.of(), "--report", "json=" + file.resolve("a.json"), "--report", "junit=" + folder.resolve("j.xml"));
        assertThat(err.toString())
                .startsWith("slipway: writing the json report to " + file)
                .hasLineCount(1);
        assertThat(folder.resolve("j.xml")).exists();
    }

    @Test
    void whatIsNoFormatIsRefusedBeforeTheRun() {
        assertThat(option("--report", "pdf=x").sensible(shell())).isFalse();
        assertThat(option("--report", "junit=").sensible(shell())).isFalse();
        assertThat(option("--report", "junit=-").sensible(shell())).isFalse();
        assertThat(err.toString()).contains("not 'pdf=x'");
    }

    @Test
    void gitHubIsToldLinesAndASummary() {
        Path summary = folder.resolve("summary.md");
        Map<String, String> github = Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_STEP_SUMMARY", summary.toString(),
                "GITHUB_WORKSPACE", folder.toString());
        after(github);
        after(github);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains(
                        "::error file=pipelines/ai-stack/pipeline.yaml,line=1,title=backend failed::backend/Dockerfile.prod");
        // Appended: other steps of the job have their say in it too.
        assertThat(summary).content().containsPattern("(?s)## ❌ ai-stack failed.*## ❌ ai-stack failed");
    }

    @Test
    void gitHubIsToldNothingWhereThatIsNotWanted() {
        Path summary = folder.resolve("summary.md");
        after(Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString()), "--no-annotations");
        assertThat(err.toString()).isEmpty();
        assertThat(summary).doesNotExist();
    }

    @Test
    void aCollectorIsSentTheTrace() throws IOException {
        try (Collector collector = new Collector(200)) {
            after(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address()));
            assertThat(collector
                            .only()
                            .body()
                            .at("/resourceSpans/0/scopeSpans/0/spans/0/name")
                            .asText())
                    .isEqualTo("build ai-stack");
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aCollectorThatIsNotThereIsOneLine() throws IOException {
        String address;
        try (Collector collector = new Collector(200)) {
            address = collector.address();
        }
        after(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", address));
        assertThat(err.toString())
                .startsWith("slipway: sending the trace to " + address + "/v1/traces: ")
                .hasLineCount(1);
    }
}
