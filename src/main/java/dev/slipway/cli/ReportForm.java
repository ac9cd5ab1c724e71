package dev.slipway.cli;

import dev.slipway.report.Declared;
import dev.slipway.report.RunReport;
import dev.slipway.report.annotations.CodeQuality;
import dev.slipway.report.annotations.GithubCommands;
import dev.slipway.report.html.RunPage;
import dev.slipway.report.json.JsonReport;
import dev.slipway.report.junit.JunitReport;
import dev.slipway.report.markdown.MarkdownReport;
import dev.slipway.report.sarif.SarifReport;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a run can be reported, each with the name of its file where none is given. */
enum ReportForm {
    HTML("index.html"),
    JUNIT("junit.xml"),
    SARIF("slipway.sarif"),
    JSON("report.json"),
    MARKDOWN("summary.md"),
    GITLAB("gl-code-quality-report.json"),
    ANNOTATIONS("annotations.txt");

    private final String file;

    ReportForm(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ReportForm> parse(String word) {
        return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(ReportForm::word).collect(Collectors.joining(", "));
    }

    void write(RunReport report, Declared declared, Writer out) throws IOException {
        switch (this) {
            case HTML -> RunPage.write(report, out);
            case JUNIT -> new JunitReport(report).write(out);
            case SARIF -> new SarifReport(report, declared).write(out);
            case JSON -> new JsonReport(report).write(out);
            case MARKDOWN -> out.write(new MarkdownReport(report, declared).text());
            case GITLAB -> CodeQuality.write(report, declared, out);
            case ANNOTATIONS -> {
                for (String command : GithubCommands.of(report, declared)) {
                    out.write(command);
                    out.write('\n');
                }
            }
        }
    }
}
