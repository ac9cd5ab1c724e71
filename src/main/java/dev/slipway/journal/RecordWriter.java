package dev.slipway.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records to JSON, component by component in their declared order. */
final class RecordWriter {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private RecordWriter() {}

    static void writeComponents(JsonGenerator json, Record record) throws IOException {
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            Object value = valueOf(component, record);
            if (value != null) {
                json.writeFieldName(JsonNames.of(component));
                write(json, value);
            }
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case Instant instant -> json.writeString(instant.toString());
            case Duration duration -> json.writeNumber(duration.toMillis());
            case Enum<?> constant -> json.writeString(JsonNames.of(constant));
            case List<?> list -> writeList(json, list);
            case Map<?, ?> map -> writeMap(json, map);
            case Record record -> {
                json.writeStartObject();
                writeComponents(json, record);
                json.writeEndObject();
            }
            default -> throw new IllegalStateException("an event holds a " + value.getClass() + ", which has no JSON");
        }
    }

    private static void writeList(JsonGenerator json, List<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            write(json, element);
        }
        json.writeEndArray();
    }

    /** By name: facts keep no order of their own, and journals that differ only by chance cannot be compared. */
    private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            json.writeFieldName(entry.getKey().toString());
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("reading " + component + " of " + record.getClass(), impossible);
        }
    }
}
