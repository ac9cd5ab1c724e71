package dev.slipway.report.sarif;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.journal.Golden;
import dev.slipway.report.Declared;
import dev.slipway.report.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SarifReportTest {
    private static String sarif(String run, Declared declared) {
        StringWriter text = new StringWriter();
        new SarifReport(Reports.named(run), declared).write(text);
        return text + "\n";
    }

    private static Schema schema() throws IOException {
        try (InputStream schema = SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"degraded", "failed", "placed"})
    void isAsItWasAgreed(String run) {
        Golden.check("report/sarif/" + run + ".sarif", sarif(run, Reports.DECLARED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"degraded", "failed", "interrupted", "cut-off", "at-work", "placed", "hostile", "empty"})
    void theSchemaTakesIt(String run) throws IOException {
        assertThat(schema().validate(sarif(run, Reports.DECLARED), InputFormat.JSON))
                .isEmpty();
        assertThat(schema().validate(sarif(run, Declared.NOWHERE), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void theSchemaCanRefuse() throws IOException {
        String log = sarif("placed", Declared.NOWHERE);
        assertThat(schema().validate(log.replace("\"startLine\" : 12", "\"startLine\" : 0"), InputFormat.JSON))
                .hasSize(1);
    }

    @Test
    void aFailedBuildIsAtItsLineOfTheDockerfile() throws IOException {
        JsonNode result =
                new ObjectMapper().readTree(sarif("placed", Reports.DECLARED)).at("/runs/0/results/0");
        assertThat(result.at("/locations/0/physicalLocation"))
                .hasToString("{\"artifactLocation\":{\"uri\":\"my%20worker/Dockerfile\",\"uriBaseId\":\"%SRCROOT%\"},"
                        + "\"region\":{\"startLine\":12}}");
        assertThat(result.path("level").asText()).isEqualTo("error");
    }

    @Test
    void whatStandsInIsAWarningAndWhatWasTriedAgainANote() throws IOException {
        JsonNode results =
                new ObjectMapper().readTree(sarif("degraded", Reports.DECLARED)).at("/runs/0/results");
        assertThat(results).extracting(result -> result.path("level").asText()).containsExactly("note", "warning");
    }

    @Test
    void hostileTextMakesNoLinkAndEveryAddressIsOne() throws IOException {
        JsonNode run =
                new ObjectMapper().readTree(sarif("hostile", Reports.DECLARED)).at("/runs/0");
        assertThat(run.path("results")).isNotEmpty().allSatisfy(result -> {
            assertThat(result.at("/message/text").asText()).doesNotContain("](", "\u001b", "\u202e");
            assertThat(result.path("ruleId").asText()).matches("[A-Za-z0-9._-]+");
            result.path("locations").forEach(place -> assertThat(URI.create(
                            place.at("/physicalLocation/artifactLocation/uri").asText()))
                    .isNotNull());
        });
    }
}
