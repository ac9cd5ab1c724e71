package dev.slipway.preflight.telling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.model.Origin;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.rules.RuleBook;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Findings for programs: as JSON of our own, and as SARIF 2.1.0. {@code paths} is how a file's path is told. */
public final class FindingsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnaryOperator<String> paths;

    public FindingsJson(UnaryOperator<String> paths) {
        this.paths = paths;
    }

    /** One object: the pipeline, the findings in their order, and how many there are. */
    public String own(String pipeline, List<Finding> findings) {
        ObjectNode document = JSON.createObjectNode().put("pipeline", pipeline);
        ArrayNode list = document.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("file", paths.apply(finding.origin().file()))
                    .put("line", finding.origin().line())
                    .put("column", finding.origin().column())
                    .put("rule", finding.rule())
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("message", finding.sentence())
                    .put("remedy", finding.remedy());
        }
        Tally tally = Tally.of(findings);
        document.putObject("counts")
                .put("errors", tally.errors())
                .put("warnings", tally.warnings())
                .put("notes", tally.notes());
        return written(document);
    }

    /** The whole rule book stands in it, so that whoever shows a finding can show what it is about. */
    public String sarif(String version, List<Finding> findings) {
        ObjectNode document = JSON.createObjectNode()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0");
        ObjectNode run = document.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Slipway").put("version", version);
        Map<String, Integer> places = rules(driver.putArray("rules"));
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        for (Finding finding : findings) {
            ObjectNode result = results.addObject().put("ruleId", finding.rule());
            if (places.containsKey(finding.rule())) {
                result.put("ruleIndex", places.get(finding.rule()));
            }
            result.put("level", level(finding.severity()));
            String text = finding.remedy().isBlank() ? finding.sentence() : finding.sentence() + " " + finding.remedy();
            result.putObject("message").put("text", text);
            place(result.putArray("locations").addObject().putObject("physicalLocation"), finding.origin());
        }
        return written(document);
    }

    private static Map<String, Integer> rules(ArrayNode rules) {
        Map<String, Integer> places = new HashMap<>();
        for (Kind kind : RuleBook.kinds()) {
            places.put(kind.id(), rules.size());
            ObjectNode rule = rules.addObject().put("id", kind.id());
            rule.putObject("shortDescription").put("text", kind.summary());
            rule.putObject("fullDescription").put("text", kind.help());
            rule.putObject("help").put("text", kind.help());
            rule.putObject("defaultConfiguration").put("level", level(kind.severity()));
        }
        return places;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    private void place(ObjectNode physical, Origin origin) {
        physical.putObject("artifactLocation").put("uri", uri(paths.apply(origin.file())));
        if (origin.line() > 0) {
            ObjectNode region = physical.putObject("region").put("startLine", origin.line());
            if (origin.column() > 0) {
                region.put("startColumn", origin.column());
            }
        }
    }

    private static String uri(String path) {
        try {
            String slashes = path.replace(File.separatorChar, '/');
            return slashes.startsWith("/")
                    ? new URI("file", "", slashes, null).toASCIIString()
                    : new URI(null, null, "./" + slashes, null).toASCIIString().substring(2);
        } catch (URISyntaxException unspeakable) {
            throw new IllegalStateException("a path that is no address: " + path, unspeakable);
        }
    }

    private static String written(ObjectNode document) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("findings that cannot be written", bug);
        }
    }
}
