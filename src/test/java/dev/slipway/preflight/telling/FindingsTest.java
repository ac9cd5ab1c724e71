package dev.slipway.preflight.telling;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.model.Origin;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.rules.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final List<Finding> FINDINGS = List.of(
            new Finding(
                    new Origin("api/Dockerfile", 12, 5),
                    "apt-no-update",
                    Severity.ERROR,
                    "there are no package lists.",
                    "Maybe begin with 'apt-get update &&'."),
            new Finding(
                    new Origin("api/my requirements.txt", 3, 1),
                    "numpy-unbounded",
                    Severity.WARNING,
                    "two\u001b[2J",
                    ""),
            new Finding(
                    new Origin("api/Dockerfile", 2, 1), "root-user", Severity.NOTE, "it runs as root.", "Maybe not."),
            new Finding(Origin.whole("pipeline.yaml"), "pipeline-file", Severity.ERROR, "it is not there.", ""));

    @Test
    void asTextByFileAndLine() {
        assertThat(String.join("\n", new FindingsText(false, path -> path).lines(FINDINGS)))
                .isEqualTo(
                        """
                        api/Dockerfile
                           2:1  note     it runs as root.  root-user
                                         Maybe not.
                          12:5  error    there are no package lists.  apt-no-update
                                         Maybe begin with 'apt-get update &&'.

                        api/my requirements.txt
                           3:1  warning  two?[2J  numpy-unbounded

                        pipeline.yaml
                             -  error    it is not there.  pipeline-file
                        """);
        assertThat(Tally.of(FINDINGS)).hasToString("2 errors, 1 warning, 1 note");
        assertThat(Tally.of(List.of())).hasToString("nothing to tell");
    }

    @Test
    void inColour() {
        assertThat(new FindingsText(true, path -> "./" + path).lines(FINDINGS.subList(0, 1)))
                .startsWith(
                        "\u001b[1m./api/Dockerfile\u001b[0m",
                        "  \u001b[2m12:5\u001b[0m  \u001b[1;31merror\u001b[0m    there are no package lists.  \u001b[2mapt-no-update\u001b[0m");
    }

    @Test
    void asJsonOfOurOwn() throws IOException {
        JsonNode document = new ObjectMapper().readTree(new FindingsJson(path -> path).own("ai", FINDINGS));

        assertThat(document.path("pipeline").asText()).isEqualTo("ai");
        assertThat(document.path("findings")).hasSize(4);
        assertThat(document.path("findings").get(0))
                .hasToString(
                        "{\"file\":\"api/Dockerfile\",\"line\":12,\"column\":5,\"rule\":\"apt-no-update\",\"severity\":\"error\","
                                + "\"message\":\"there are no package lists.\",\"remedy\":\"Maybe begin with 'apt-get update &&'.\"}");
        assertThat(document.path("counts")).hasToString("{\"errors\":2,\"warnings\":1,\"notes\":1}");
    }

    @Test
    void theSchemaOfSarifTakesIt() throws IOException {
        String log = new FindingsJson(path -> path).sarif("1.2", FINDINGS);

        assertThat(sarifSchema().validate(log, InputFormat.JSON)).isEmpty();
        assertThat(sarifSchema().validate(new FindingsJson(path -> path).sarif("1.2", List.of()), InputFormat.JSON))
                .isEmpty();
        // The schema can refuse: a line 0, a level that there is none of.
        assertThat(sarifSchema().validate(log.replace("\"startLine\" : 12", "\"startLine\" : 0"), InputFormat.JSON))
                .hasSize(1);
        assertThat(sarifSchema()
                        .validate(log.replace("\"level\" : \"note\"", "\"level\" : \"hint\""), InputFormat.JSON))
                .isNotEmpty();
    }

    private static Schema sarifSchema() throws IOException {
        try (InputStream schema = FindingsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What those who show it want beside the schema. */
    @Test
    void asSarif() throws IOException {
        JsonNode log = new ObjectMapper().readTree(new FindingsJson(path -> path).sarif("1.2", FINDINGS));

        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        assertThat(log.path("runs")).hasSize(1);
        JsonNode run = log.path("runs").get(0);
        JsonNode driver = run.path("tool").path("driver");
        assertThat(driver.path("name").asText()).isEqualTo("Slipway");
        assertThat(driver.path("rules")).hasSize(RuleBook.kinds().size()).allSatisfy(rule -> {
            assertThat(rule.path("id").asText()).isNotBlank();
            assertThat(rule.path("shortDescription").path("text").asText()).isNotBlank();
            assertThat(rule.path("help").path("text").asText()).isNotBlank();
            assertThat(rule.path("defaultConfiguration").path("level").asText())
                    .isIn(Set.of("error", "warning", "note"));
        });
        assertThat(run.path("results")).hasSize(4).allSatisfy(result -> {
            int index = result.path("ruleIndex").asInt(-1);
            assertThat(driver.path("rules").path(index).path("id").asText())
                    .isEqualTo(result.path("ruleId").asText());
            assertThat(result.path("message").path("text").asText()).isNotBlank();
            JsonNode place = result.path("locations").get(0).path("physicalLocation");
            assertThat(URI.create(place.path("artifactLocation").path("uri").asText()))
                    .isNotNull();
            JsonNode region = place.path("region");
            assertThat(region.isMissingNode() || region.path("startLine").asInt() > 0)
                    .isTrue();
        });
        assertThat(run.path("results").get(1).path("locations").get(0).path("physicalLocation"))
                .hasToString(
                        "{\"artifactLocation\":{\"uri\":\"api/my%20requirements.txt\"},\"region\":{\"startLine\":3,\"startColumn\":1}}");
        assertThat(run.path("results").get(3).path("locations").get(0).path("physicalLocation"))
                .hasToString("{\"artifactLocation\":{\"uri\":\"pipeline.yaml\"}}");
        assertThat(run.path("results").get(2).path("level").asText()).isEqualTo("note");
    }
}
