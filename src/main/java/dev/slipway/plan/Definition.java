package dev.slipway.plan;

import dev.slipway.model.Origin;
import dev.slipway.model.SecretSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a model value without the place where it was written, nor where secrets come from: two checks that ask the same have the same
 * definition, wherever they stand in the file.
 */
public final class Definition {
    private Definition() {}

    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Origin origin -> "";
            // Another place for the value is no other image.
            case SecretSource source -> "secret";
            case Record entry -> record(entry);
            case Collection<?> items -> items.stream().map(Definition::of).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(item -> of(item.getKey()) + "=" + of(item.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String record(Record value) {
        StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('(');
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                text.append(of(component.getAccessor().invoke(value))).append(';');
            } catch (IllegalAccessException | InvocationTargetException impossible) {
                throw new IllegalStateException("cannot read " + component + " of " + value, impossible);
            }
        }
        return text.append(')').toString();
    }
}
