package dev.slipway.journal;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Locale;

/** What kinds, components and constants are called in JSON. */
final class JsonNames {
    private JsonNames() {}

    /** {@code StepStarted} → {@code step-started}. */
    static String of(Class<?> kind) {
        StringBuilder name = new StringBuilder();
        for (char letter : kind.getSimpleName().toCharArray()) {
            if (Character.isUpperCase(letter) && !name.isEmpty()) {
                name.append('-');
            }
            name.append(Character.toLowerCase(letter));
        }
        return name.toString();
    }

    /** A duration says its unit: {@code took} → {@code tookMs}. */
    static String of(RecordComponent component) {
        return component.getType() == Duration.class ? component.getName() + "Ms" : component.getName();
    }

    /** {@code ENGINE_LOST} → {@code engine-lost}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
