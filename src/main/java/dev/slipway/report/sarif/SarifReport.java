package dev.slipway.report.sarif;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.report.Declared;
import dev.slipway.report.Place;
import dev.slipway.report.PlainText;
import dev.slipway.report.RunReport;
import dev.slipway.report.Trouble;
import dev.slipway.report.Trouble.Weight;
import dev.slipway.report.Troubles;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent.RunStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What failed in a run as SARIF 2.1.0, for code scanning: a failed build at its line of the Dockerfile, all else where the
 * pipeline's file declares it. What was tried again and passed is a note. Paths are relative to {@code %SRCROOT%}, which is
 * the project's folder. Safe for any thread.
 */
public final class SarifReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "%SRCROOT%";
    private static final int LONGEST = 4_000;

    private final RunReport report;
    private final Declared declared;

    public SarifReport(RunReport report, Declared declared) {
        this.report = report;
        this.declared = declared;
    }

    public void write(Writer out) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(out, document());
        } catch (IOException refused) {
            throw new UncheckedIOException("writing SARIF", refused);
        }
    }

    private ObjectNode document() {
        List<Trouble> troubles = Troubles.of(report, declared);
        ObjectNode document = JSON.createObjectNode()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0");
        ObjectNode run = document.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "Slipway");
        Optional<RunStarted> start = report.story().start();
        start.flatMap(began -> Optional.ofNullable(began.provenance()))
                .map(Provenance::slipway)
                .filter(version -> !version.isBlank())
                .ifPresent(version -> driver.put("version", version));
        Map<String, Integer> rules = rules(driver.putArray("rules"), troubles);
        // One category for each pipeline: else one pipeline's upload closes what another one's has opened.
        start.ifPresent(began -> run.putObject("automationDetails")
                .put("id", "slipway/" + PlainText.line(began.pipeline()) + "/" + report.run()));
        invocation(run.putArray("invocations").addObject());
        run.putObject("originalUriBaseIds")
                .putObject(ROOT)
                .putObject("description")
                .put("text", "The folder of the project.");
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        troubles.forEach(trouble -> result(results.addObject(), trouble, rules));
        return document;
    }

    private void invocation(ObjectNode invocation) {
        report.story()
                .start()
                .ifPresent(start -> invocation.put("startTimeUtc", start.at().toString()));
        report.story()
                .end()
                .ifPresent(end -> invocation.put("endTimeUtc", end.at().toString()));
        invocation.put("executionSuccessful", report.story().end().isPresent());
    }

    private static Map<String, Integer> rules(ArrayNode rules, List<Trouble> troubles) {
        Map<String, Integer> places = new HashMap<>();
        for (Trouble trouble : troubles) {
            if (places.containsKey(trouble.rule())) {
                continue;
            }
            places.put(trouble.rule(), rules.size());
            ObjectNode rule = rules.addObject().put("id", trouble.rule());
            String category = text(trouble.why().category().replace('-', ' '), "unknown");
            rule.putObject("shortDescription").put("text", category);
            String nature = nature(trouble.why().nature());
            rule.putObject("fullDescription").put("text", category + ". " + nature);
            rule.putObject("help").put("text", help(trouble, nature));
            rule.putObject("defaultConfiguration").put("level", "error");
            rule.putObject("properties")
                    .putArray("tags")
                    .add(trouble.why().nature().name().toLowerCase(Locale.ROOT));
        }
        return places;
    }

    private static String help(Trouble trouble, String nature) {
        return trouble.why().remedies().isEmpty()
                ? nature
                : text(String.join("\n", trouble.why().remedies()), nature);
    }

    private static String nature(Nature nature) {
        return switch (nature) {
            case TRANSIENT -> "The same attempt can pass later.";
            case DETERMINISTIC -> "The same attempt would fail again.";
            case CONFIGURATION -> "The pipeline's files or credentials must change.";
            case ENVIRONMENT -> "The host or the engine must change.";
            case UNKNOWN -> "No rule recognised it.";
        };
    }

    private static void result(ObjectNode result, Trouble trouble, Map<String, Integer> rules) {
        result.put("ruleId", trouble.rule()).put("ruleIndex", rules.getOrDefault(trouble.rule(), 0));
        result.put("level", level(trouble.weight()));
        result.putObject("message").put("text", message(trouble));
        trouble.where().ifPresent(place -> location(result.putArray("locations").addObject(), place));
        // The same trouble of the next run is the same alert, wherever its line has moved to.
        result.putObject("partialFingerprints")
                .put("slipway/v1", trouble.rule() + ":" + text(trouble.subject() + ":" + trouble.step(), "run"));
    }

    private static String level(Weight weight) {
        return switch (weight) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    private static String message(Trouble trouble) {
        StringBuilder text = new StringBuilder(trouble.headline()).append(": ").append(trouble.sentence());
        if (!trouble.step().isBlank()) {
            text.append("\nStep: ").append(trouble.step());
        }
        for (Quote quote : trouble.why().quotes()) {
            text.append("\n> ").append(quote.text());
        }
        trouble.why().remedies().forEach(remedy -> text.append('\n').append(remedy));
        return text(text.toString(), "failed");
    }

    /** In SARIF's messages {@code [a](b)} makes a link, and braces take arguments. */
    private static String text(String told, String otherwise) {
        String plain = PlainText.atMost(LONGEST, PlainText.of(told).strip())
                .replace("](", "] (")
                .replace("{", "{{")
                .replace("}", "}}");
        return plain.isBlank() ? otherwise : plain;
    }

    private static void location(ObjectNode location, Place place) {
        ObjectNode physical = location.putObject("physicalLocation");
        ObjectNode artifact = physical.putObject("artifactLocation").put("uri", place.uri());
        if (place.inside()) {
            artifact.put("uriBaseId", ROOT);
        }
        physical.putObject("region").put("startLine", Math.max(1, place.line()));
    }
}
