package dev.slipway.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values inside a column, as JSON. Streaming: a binder takes longer to get ready than the ledger to answer. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static @Nullable String of(@Nullable Diagnosis diagnosis) {
        return diagnosis == null ? null : written(json -> write(json, diagnosis));
    }

    /** From names to texts, by name. */
    static String of(Map<String, String> texts) {
        return written(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        });
    }

    static String of(List<String> texts) {
        return written(json -> json.writeArray(texts.toArray(String[]::new), 0, texts.size()));
    }

    private static void write(JsonGenerator json, Diagnosis diagnosis) throws IOException {
        json.writeStartObject();
        json.writeStringField("category", diagnosis.category());
        json.writeStringField("nature", diagnosis.nature().name());
        json.writeStringField("rule", diagnosis.rule());
        json.writeArrayFieldStart("quotes");
        for (Quote quote : diagnosis.quotes()) {
            json.writeStartObject();
            json.writeNumberField("line", quote.line());
            json.writeStringField("text", quote.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("explanation", diagnosis.explanation());
        json.writeFieldName("remedies");
        json.writeArray(
                diagnosis.remedies().toArray(String[]::new),
                0,
                diagnosis.remedies().size());
        if (diagnosis.pause() != null) {
            json.writeNumberField("pauseMs", diagnosis.pause().toMillis());
        }
        json.writeEndObject();
    }

    static @Nullable Diagnosis diagnosis(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Map<String, Object> value = new LinkedHashMap<>();
        read(text, json -> value.putAll(object(json)));
        List<Quote> quotes = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        if (value.get("quotes") instanceof List<?> list) {
            list.forEach(quote -> quotes.add(
                    quote instanceof Map<?, ?> map
                            ? new Quote((int) number(map.get("line")), String.valueOf(map.get("text")))
                            : new Quote(0, String.valueOf(quote))));
        }
        if (value.get("remedies") instanceof List<?> list) {
            list.forEach(remedy -> remedies.add(String.valueOf(remedy)));
        }
        return new Diagnosis(
                String.valueOf(value.getOrDefault("category", "")),
                Nature.valueOf(String.valueOf(value.getOrDefault("nature", Nature.UNKNOWN.name()))),
                String.valueOf(value.getOrDefault("rule", "none")),
                quotes,
                String.valueOf(value.getOrDefault("explanation", "")),
                remedies,
                value.containsKey("pauseMs") ? Duration.ofMillis(number(value.get("pauseMs"))) : null);
    }

    static Map<String, String> texts(String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!text.equals("{}")) {
            read(text, json -> object(json).forEach((name, value) -> texts.put(name, String.valueOf(value))));
        }
        return texts;
    }

    static List<String> list(String text) {
        List<String> texts = new ArrayList<>();
        read(text, json -> {
            json.nextToken();
            array(json).forEach(value -> texts.add(String.valueOf(value)));
        });
        return texts;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        if (json.currentToken() == null) {
            json.nextToken();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static List<Object> array(JsonParser json) throws IOException {
        List<Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }

    private static Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(json);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(json);
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        return json.getText();
    }

    /** One way to write or read. */
    @FunctionalInterface
    private interface Work<T> {
        void on(T json) throws IOException;
    }

    private static String written(Work<JsonGenerator> work) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            work.on(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing JSON in memory", impossible);
        }
        return text.toString();
    }

    private static void read(String text, Work<JsonParser> work) {
        try (JsonParser json = FACTORY.createParser(text)) {
            work.on(json);
        } catch (IOException damaged) {
            throw new UncheckedIOException("reading a column of the ledger", damaged);
        }
    }
}
