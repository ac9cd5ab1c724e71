package dev.slipway.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/preflight.md} is written from the rules and their first cases: {@code -Dslipway.golden=write}. */
class PreflightPageTest {
    private static final Path PAGE = Path.of("docs/preflight.md");
    private static final String BEGIN = "<!-- written from the rules: begin -->\n";
    private static final String END = "<!-- written from the rules: end -->\n";

    /** What no case shows. */
    private static final Map<String, String> TOLD = Map.of(
            "pipeline-file",
            "pipeline.yaml:14:9  error  images.worker.variants[1]: unknown key 'dockerfiel'.",
            "reading-stopped",
            "pipeline.yaml  note  because of what is wrong here, no Dockerfile and no context was looked at.",
            "file-name",
            "pipeline.yaml:3:5  error  reading the build context: the name 'caf?.txt' is not text in the encoding UTF-8.",
            "context-unreadable",
            "pipeline.yaml:3:5  error  reading folder 'data' of the build context: permission denied.");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void thePageHasEveryRule() throws IOException {
        StringBuilder rules = new StringBuilder(BEGIN);
        int number = 0;
        for (Kind kind : RuleBook.kinds()) {
            rules.append(section(kind, folder.resolve("case" + number++)));
        }
        rules.append(END);
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN));
        String after = page.substring(page.indexOf(END) + END.length());
        String wanted = before + rules + after;
        if (System.getProperty("slipway.golden", "").equals("write")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(wanted);
        assertThat(RuleBook.kinds()).allSatisfy(kind -> assertThat(wanted).contains("### " + kind.id() + "\n"));
    }

    private static String section(Kind kind, Path folder) throws IOException {
        StringBuilder text = new StringBuilder("\n### " + kind.id() + "\n\n");
        text.append(capital(kind.summary()))
                .append(". *")
                .append(word(kind.severity()))
                .append("*\n\n");
        text.append(kind.help()).append("\n\n```\n");
        Path file = RuleCasesTest.CASES.resolve(kind.id()).resolve("hit-1.case");
        if (!Files.isRegularFile(file)) {
            return text + TOLD.get(kind.id()) + "\n```\n";
        }
        CaseProject project = CaseProject.parse(Files.readString(file));
        project.settings()
                .forEach((name, values) -> values.forEach(value ->
                        text.append("(").append(name).append(": ").append(value).append(")\n")));
        project.files().forEach((path, content) -> text.append("# ")
                .append(path)
                .append('\n')
                .append(content.replace("\r", ""))
                .append(content.endsWith("\n") ? "" : "\n"));
        Files.createDirectories(folder);
        for (Finding finding : project.findings(folder)) {
            if (finding.rule().equals(kind.id())) {
                text.append("→ ")
                        .append(finding.origin())
                        .append("  ")
                        .append(word(finding.severity()))
                        .append("  ")
                        .append(finding.sentence())
                        .append(finding.remedy().isEmpty() ? "" : " " + finding.remedy())
                        .append('\n');
            }
        }
        return text + "```\n";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String word(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
