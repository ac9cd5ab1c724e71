package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.past.Occasion;
import dev.slipway.past.PastBase;
import dev.slipway.past.PastCheck;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.run.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Remembered runs as JSON, in the words and units of the journal. */
final class HistoryJson {
    private HistoryJson() {}

    static String runs(List<PastRun> runs) {
        return text(runs.stream().map(HistoryJson::value).toList());
    }

    static String run(PastRun run, List<PastBase> bases) {
        Map<String, Object> value = value(run);
        value.put("bases", bases.stream().map(HistoryJson::value).toList());
        return text(value);
    }

    static String occasions(List<Occasion> occasions) {
        return text(occasions.stream().map(HistoryJson::value).toList());
    }

    private static Map<String, Object> value(PastRun run) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("run", run.id());
        value.put("pipeline", run.pipeline());
        value.put("command", run.command());
        value.put("began", run.began().toString());
        value.put("tookMs", run.took().toMillis());
        value.put("ending", word(run.ending()));
        value.put("summary", run.summary());
        value.put("engine", run.engine());
        Provenance provenance = run.provenance();
        value.put(
                "provenance",
                Map.of("slipway", provenance.slipway(), "commit", provenance.commit(), "dirty", provenance.dirty()));
        value.put("images", run.images().stream().map(HistoryJson::value).toList());
        value.put(
                "stackChecks",
                run.stackChecks().stream().map(HistoryJson::value).toList());
        return value;
    }

    private static Map<String, Object> value(PastImage image) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("image", image.name());
        image.ended().ifPresent(status -> value.put("status", word(status)));
        value.put("variant", image.variant());
        value.put("id", image.id());
        value.put("bytes", image.bytes());
        value.put("tookMs", image.took().toMillis());
        value.put("reason", image.reason());
        put(value, image.why());
        value.put("rungs", image.rungs().stream().map(HistoryJson::value).toList());
        return value;
    }

    private static Map<String, Object> value(PastImage.Rung rung) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("variant", rung.variant());
        value.put("passed", rung.passed());
        value.put("attempts", rung.attempts());
        put(value, rung.why());
        return value;
    }

    private static Map<String, Object> value(PastCheck check) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", check.name());
        check.ended().ifPresent(status -> value.put("status", word(status)));
        value.put("tookMs", check.took().toMillis());
        value.put("detail", check.detail());
        put(value, check.why());
        return value;
    }

    private static Map<String, Object> value(PastBase base) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("reference", base.reference());
        value.put("id", base.id());
        value.put("how", base.how());
        value.put("standIn", base.standIn());
        put(value, base.why());
        return value;
    }

    private static Map<String, Object> value(Occasion occasion) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("run", occasion.run());
        value.put("pipeline", occasion.pipeline());
        value.put("command", occasion.command());
        value.put("began", occasion.began().toString());
        value.put("cause", occasion.cause());
        value.put("packages", occasion.packages());
        value.putAll(value(occasion.image()));
        return value;
    }

    private static void put(Map<String, Object> value, Optional<Diagnosis> why) {
        why.ifPresent(known -> {
            Map<String, Object> diagnosis = new LinkedHashMap<>();
            diagnosis.put("category", known.category());
            diagnosis.put("nature", word(known.nature()));
            diagnosis.put("rule", known.rule());
            diagnosis.put(
                    "quotes",
                    known.quotes().stream()
                            .map(quote -> Map.of("line", quote.line(), "text", quote.text()))
                            .toList());
            diagnosis.put("explanation", known.explanation());
            diagnosis.put("remedies", known.remedies());
            value.put("diagnosis", diagnosis);
        });
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String text(Object value) {
        return written(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), value);
    }

    /** Without a line break. */
    static String line(Object value) {
        return written(new ObjectMapper(), value);
    }

    private static String written(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can be written", impossible);
        }
    }
}
