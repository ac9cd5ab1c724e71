package dev.slipway.journal;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON to records. A component that is absent or of another type makes no record, unless it may be null. */
final class RecordReader {
    private RecordReader() {}

    /** The one value of the text: a map, a list, a string, a long, a boolean, or null for anything else. */
    static @Nullable Object parse(JsonParser json) throws IOException {
        json.nextToken();
        Object value = value(json);
        if (json.nextToken() != null) {
            throw new JsonParseException(json, "more than one value in a line");
        }
        return value;
    }

    static Optional<Object> record(Class<?> kind, Map<?, ?> object) {
        try {
            return Optional.of(make(kind, object));
        } catch (ForeignValue | DateTimeException | ArithmeticException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                object.put(name, value(json));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(json));
            }
            return list;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : json.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return json.getBooleanValue();
        }
        return token == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    private static Object make(Class<?> kind, Map<?, ?> object) throws ForeignValue {
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Object value = object.get(JsonNames.of(components[i]));
            boolean mayBeAbsent = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = value == null && mayBeAbsent ? null : converted(components[i].getGenericType(), value);
        }
        try {
            Constructor<?> constructor = kind.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new ForeignValue(kind, object);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("making a " + kind, impossible);
        }
    }

    private static Object converted(Type type, @Nullable Object value) throws ForeignValue {
        if (type == String.class && value instanceof String) {
            return value;
        }
        if (type == long.class && value instanceof Long) {
            return value;
        }
        if (type == int.class && value instanceof Long number) {
            return Math.toIntExact(number);
        }
        if (type == boolean.class && value instanceof Boolean) {
            return value;
        }
        if (type == Duration.class && value instanceof Long millis) {
            return Duration.ofMillis(millis);
        }
        if (type == Instant.class && value instanceof String text) {
            return Instant.parse(text);
        }
        if (type instanceof ParameterizedType list && value instanceof List<?> elements) {
            return list(list.getActualTypeArguments()[0], elements);
        }
        if (type instanceof ParameterizedType map && value instanceof Map<?, ?> entries) {
            return map(map.getActualTypeArguments()[1], entries);
        }
        if (type instanceof Class<?> kind && kind.isRecord() && value instanceof Map<?, ?> object) {
            return make(kind, object);
        }
        if (type instanceof Class<?> constants && constants.isEnum() && value instanceof String name) {
            return constant(constants, name);
        }
        throw new ForeignValue(type, value);
    }

    private static List<Object> list(Type type, List<?> elements) throws ForeignValue {
        List<Object> list = new ArrayList<>();
        for (Object element : elements) {
            list.add(converted(type, element));
        }
        return list;
    }

    private static Map<String, Object> map(Type type, Map<?, ?> entries) throws ForeignValue {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            map.put((String) entry.getKey(), converted(type, entry.getValue()));
        }
        return map;
    }

    private static Object constant(Class<?> constants, String name) throws ForeignValue {
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (Object candidate : constants.getEnumConstants()) {
            if (((Enum<?>) candidate).name().equals(constant)) {
                return candidate;
            }
        }
        throw new ForeignValue(constants, name);
    }

    /** The line comes from a version that says this otherwise. */
    private static final class ForeignValue extends Exception {
        private static final long serialVersionUID = 1;

        ForeignValue(Type type, @Nullable Object value) {
            super(value + " is no " + type.getTypeName());
        }
    }
}
