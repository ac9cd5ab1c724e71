package dev.slipway.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.journal.Golden;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.Runs;
import dev.slipway.report.Reports;
import dev.slipway.report.RunReport;
import dev.slipway.run.Inventory;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Inventory.Layer;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.InventoryTaken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {
    private static String json(RunReport report) {
        StringWriter text = new StringWriter();
        new JsonReport(report).write(text);
        return text + "\n";
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"degraded", "failed"})
    void isAsItWasAgreed(String run) {
        Golden.check("report/json/" + run + ".json", json(Reports.named(run)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"degraded", "failed", "interrupted", "cut-off", "at-work", "placed", "hostile", "empty"})
    void theSchemaDescribesIt(String run) throws IOException {
        assertThat(schema().validate(json(Reports.named(run)), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void theSchemaCanRefuse() throws IOException {
        String json = json(Reports.named("degraded"));
        assertThat(schema().validate(json.replace("\"ending\"", "\"end\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema().validate(json.replace("\"kind\" : \"build\"", "\"kind\" : \"bake\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void tellsWhatAnImageHolds() throws IOException {
        List<RunEvent> events = new ArrayList<>(Runs.degraded());
        Inventory inventory = new Inventory(
                "sha256:b0",
                431_200_000,
                List.of(new Layer("RUN pip install -r requirements.txt", 300_000_000)),
                List.of(new InstalledPackage("pip", "numpy", "1.26.4")),
                List.of("npm: not found"));
        events.add(new InventoryTaken(
                Instant.parse("2026-03-04T02:32:00Z"), "image/backend/default#2", "backend", "default", inventory));
        RunReport known = Reports.named("degraded");
        String json = json(
                new RunReport(known.run(), RunStory.of(events), known.folder(), known.root(), false, known.drifts()));

        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        JsonNode attempt = new ObjectMapper().readTree(json).at("/images/0/attempts/1");
        assertThat(attempt.at("/inventory/packages/0"))
                .hasToString("{\"manager\":\"pip\",\"name\":\"numpy\",\"version\":\"1.26.4\"}");
    }

    @Test
    void aDriftFromAnotherHomesRunTellsWhose() throws IOException {
        RunReport known = Reports.named("degraded");
        String json = json(new RunReport(
                known.run(),
                known.story(),
                known.folder(),
                known.root(),
                false,
                List.of(Reports.elsewhere("build-7:/srv/shop/.slipway"))));

        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(json)
                        .findValue("drift")
                        .get("elsewhere")
                        .asText())
                .isEqualTo("build-7:/srv/shop/.slipway");
    }

    @Test
    void hostileTextComesBackAsItWas() throws IOException {
        JsonNode document = new ObjectMapper().readTree(json(Reports.named("hostile")));
        assertThat(document.at("/images/0/reason").asText()).isEqualTo(Reports.EVIL);
    }
}
