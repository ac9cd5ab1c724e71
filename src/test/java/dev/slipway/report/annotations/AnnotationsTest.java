package dev.slipway.report.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.journal.Golden;
import dev.slipway.report.Declared;
import dev.slipway.report.Reports;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"degraded", "failed", "placed"})
    void areAsTheyWereAgreed(String run) {
        Golden.check(
                "report/annotations/" + run + ".txt",
                String.join("\n", GithubCommands.of(Reports.named(run), Reports.DECLARED)) + "\n");
    }

    @Test
    void aCommandIsOneLineWhateverTheBuildSaid() {
        List<String> commands = GithubCommands.of(Reports.named("hostile"), Declared.NOWHERE);
        assertThat(commands).hasSize(3).allSatisfy(command -> {
            assertThat(command).doesNotContain("\n", "\r", "\u001b", "\u0000");
            assertThat(command).matches("::(error|warning|notice) title=[^:,]*::.*");
        });
    }

    @Test
    void escapesAsGithubUnescapes() {
        assertThat(GithubCommands.data("50%\r\na: b, c")).isEqualTo("50%25%0D%0Aa: b, c");
        assertThat(GithubCommands.property("50%\na: b, c")).isEqualTo("50%25%0Aa%3A b%2C c");
    }

    @Test
    void gitlabIsToldPlacesAndWhatStaysTheSame() throws IOException {
        StringWriter text = new StringWriter();
        CodeQuality.write(Reports.named("placed"), Declared.NOWHERE, text);
        JsonNode issue = new ObjectMapper().readTree(text.toString()).get(0);
        assertThat(issue.path("check_name").asText()).isEqualTo("pip-no-compiler");
        assertThat(issue.path("severity").asText()).isEqualTo("critical");
        assertThat(issue.path("fingerprint").asText()).matches("[0-9a-f]{32}");
        assertThat(issue.path("location")).hasToString("{\"path\":\"my worker/Dockerfile\",\"lines\":{\"begin\":12}}");
    }

    @Test
    void gitlabIsNotToldWhatHasNoPlace() throws IOException {
        StringWriter text = new StringWriter();
        CodeQuality.write(Reports.named("failed"), Declared.NOWHERE, text);
        assertThat(new ObjectMapper().readTree(text.toString())).isEmpty();
    }
}
