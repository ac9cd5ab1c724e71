package dev.slipway.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.run.RunEvent;
import dev.slipway.stack.StackEvent;
import dev.slipway.workbench.BenchEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Run events as JSON, one object a line: {@code {"event":"step-started","at":"2026-01-02T03:04:05Z","span":"…",…}}.
 * Durations are whole milliseconds under a name that ends in {@code Ms}, constants are lower case with dashes, and what
 * is absent is left out. A line never holds a line break. Thread-safe.
 *
 * <p>Streaming JSON over record components: a binder takes a quarter of a second to get ready, which is longer than a
 * run that finds everything unchanged.
 */
public final class EventJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String KIND = "event";
    /** By their names in JSON. The kinds are the sealed family itself, so a new one cannot be forgotten here. */
    private static final Map<String, Class<?>> KINDS = kinds(RunEvent.class);

    private EventJson() {}

    /** The event as one line, without its line break. */
    public static String write(RunEvent event) {
        return write((Record) event);
    }

    /** What happens to a stack that stands, in the same form. */
    public static String write(StackEvent event) {
        return write((Record) event);
    }

    /** What happens to a stack that is worked on, in the same form. */
    public static String write(BenchEvent event) {
        return write((Record) event);
    }

    private static String write(Record event) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField(KIND, JsonNames.of(event.getClass()));
            RecordWriter.writeComponents(json, event);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing " + event + " to memory", impossible);
        }
        return line.toString();
    }

    /**
     * The event of a line; empty when the line is whole JSON but tells of something this version does not know.
     *
     * @throws JsonProcessingException when the line is not whole
     */
    static Optional<RunEvent> read(String line) throws JsonProcessingException {
        try (JsonParser json = JSON.createParser(line)) {
            Object value = RecordReader.parse(json);
            if (!(value instanceof Map<?, ?> object) || !(object.get(KIND) instanceof String name)) {
                return Optional.empty();
            }
            return Optional.ofNullable(KINDS.get(name))
                    .flatMap(kind -> RecordReader.record(kind, object))
                    .map(RunEvent.class::cast);
        } catch (JsonProcessingException torn) {
            throw torn;
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading a line in memory", impossible);
        }
    }

    private static Map<String, Class<?>> kinds(Class<?> family) {
        Map<String, Class<?>> kinds = new HashMap<>();
        for (Class<?> kind : family.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                kinds.putAll(kinds(kind));
            } else {
                kinds.put(JsonNames.of(kind), kind);
            }
        }
        return Map.copyOf(kinds);
    }
}
