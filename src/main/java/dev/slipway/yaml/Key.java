package dev.slipway.yaml;

import dev.slipway.model.Origin;
import dev.slipway.yaml.Node.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one key: the reader, the JSON Schema and the reference page all follow it. {@code fallback} is the
 * value that counts when the key is absent, as one would write it; where the default is not a fixed value,
 * {@code otherwise} says it in words. {@code strangers} are names that people bring from other tools.
 */
record Key<T>(
        String name,
        Shape<T> shape,
        String doc,
        boolean required,
        @Nullable String fallback,
        @Nullable String otherwise,
        String example,
        List<String> strangers) {
    Key {
        strangers = List.copyOf(strangers);
    }

    static <T> Key<T> of(String name, Shape<T> shape, String example, String doc) {
        return new Key<>(name, shape, doc, false, null, null, example, List.of());
    }

    Key<T> mandatory() {
        return new Key<>(name, shape, doc, true, null, null, example, strangers);
    }

    /** For values that are written as a scalar. */
    Key<T> fallback(String value) {
        return new Key<>(name, shape, doc, false, value, null, example, strangers);
    }

    Key<T> otherwise(String words) {
        return new Key<>(name, shape, doc, false, null, words, example, strangers);
    }

    Key<T> strangers(String... names) {
        return new Key<>(name, shape, doc, required, fallback, otherwise, example, List.of(names));
    }

    /** The value that {@link #fallback} stands for. */
    T fallbackValue(Scope scope) {
        if (fallback == null) {
            throw new IllegalStateException("the key '" + name + "' has no fallback");
        }
        Origin nowhere = Origin.whole("the default of '" + name + "'");
        Scalar scalar = new Scalar(fallback, true, List.of(), nowhere, Crumb.TOP);
        T value = shape.read(new Cursor(scalar, name, nowhere, null, scope));
        if (value == null) {
            throw new IllegalStateException("the fallback of '" + name + "' is no value: " + fallback);
        }
        return value;
    }
}
