package dev.slipway.yaml;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every map with declared keys that a pipeline file may hold, by name, from the top downwards. */
final class Declarations {
    private final Map<String, Fields<?>> found = new LinkedHashMap<>();

    private Declarations() {}

    static Map<String, Fields<?>> all() {
        Declarations declarations = new Declarations();
        declarations.collect(PipelineSection.SHAPE);
        return declarations.found;
    }

    private void collect(Shape<?> shape) {
        switch (shape) {
            case Fields<?> fields -> fields(fields);
            case ListOf<?> list -> collect(list.item());
            case MapOf<?> map -> collect(map.value());
            case Mapped<?, ?> mapped -> collect(mapped.inner());
            case Either<?> either -> {
                collect(either.brief());
                collect(either.full());
            }
            case Flag flag -> {}
            case JsonValue json -> {}
            case Text<?> text -> {}
            case Whole whole -> {}
            case Word word -> {}
        }
    }

    private void fields(Fields<?> fields) {
        Fields<?> other = found.putIfAbsent(fields.name(), fields);
        if (other != null && !other.keys().equals(fields.keys())) {
            throw new IllegalStateException("two declarations are named '" + fields.name() + "'");
        }
        if (other == null) {
            fields.keys().forEach(key -> collect(key.shape()));
        }
    }
}
