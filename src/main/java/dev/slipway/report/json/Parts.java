package dev.slipway.report.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.drift.Drift;
import dev.slipway.journal.StepStory;
import dev.slipway.report.Place;
import dev.slipway.run.Inventory;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What several parts of the document hold. What is absent or empty is left out. */
final class Parts {
    private Parts() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void text(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    static void texts(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.putArray(name)::add);
        }
    }

    static void place(ObjectNode node, Place place) {
        ObjectNode told = node.putObject("place").put("path", place.path());
        if (place.line() > 0) {
            told.put("line", place.line());
        }
    }

    static void diagnosis(ObjectNode node, Diagnosis why) {
        ObjectNode told = node.putObject("diagnosis")
                .put("category", why.category())
                .put("nature", word(why.nature()))
                .put("rule", why.rule())
                .put("explanation", why.explanation());
        ArrayNode quotes = told.putArray("quotes");
        why.quotes()
                .forEach(quote -> quotes.addObject().put("line", quote.line()).put("text", quote.text()));
        why.remedies().forEach(told.putArray("remedies")::add);
        why.retryAfter().ifPresent(pause -> told.put("retryAfterMs", pause.toMillis()));
    }

    static void steps(ObjectNode node, List<StepStory> steps) {
        if (steps.isEmpty()) {
            return;
        }
        ArrayNode list = node.putArray("steps");
        for (StepStory step : steps) {
            ObjectNode told = list.addObject()
                    .put("kind", word(step.start().kind()))
                    .put("title", step.start().title())
                    .put("began", step.start().at().toString());
            step.end().ifPresent(end -> {
                told.put("status", word(end.status())).put("tookMs", end.took().toMillis());
                text(told, "detail", end.detail());
                if (!end.facts().isEmpty()) {
                    ObjectNode facts = told.putObject("facts");
                    new TreeMap<>(end.facts()).forEach(facts::put);
                }
            });
            steps(told, step.steps());
        }
    }

    static void inventory(ObjectNode node, Inventory inventory) {
        ObjectNode told = node.putObject("inventory").put("id", inventory.id()).put("bytes", inventory.bytes());
        ArrayNode layers = told.putArray("layers");
        inventory.layers().forEach(layer -> layers.addObject()
                .put("instruction", layer.instruction())
                .put("bytes", layer.bytes()));
        ArrayNode packages = told.putArray("packages");
        inventory.packages().forEach(installed -> packages.addObject()
                .put("manager", installed.manager())
                .put("name", installed.name())
                .put("version", installed.version()));
        texts(told, "unasked", inventory.unasked());
    }

    static void drift(ObjectNode node, Drift drift) {
        ObjectNode told = node.putObject("drift")
                .put("goodRun", drift.goodRun())
                .put("goodAt", drift.goodAt().toString());
        text(told, "elsewhere", drift.elsewhere());
        text(told, "commit", drift.commit());
        ArrayNode suspects = told.putArray("suspects");
        drift.suspects().forEach(suspect -> {
            ObjectNode one =
                    suspects.addObject().put("kind", word(suspect.kind())).put("what", suspect.what());
            text(one, "before", suspect.before());
            text(one, "now", suspect.now());
            one.put("weight", suspect.weight());
            text(one, "because", suspect.because());
        });
    }
}
