package dev.slipway.yaml;

import dev.slipway.yaml.Node.Mapping;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map whose keys are declared. {@code name} heads its part of the reference page and of the JSON Schema. */
record Fields<T>(String name, String doc, List<Key<?>> keys, List<Group> groups, Body<T> body) implements Shape<T> {
    /** Makes the value out of the keys; null after a complaint. */
    interface Body<T> {
        @Nullable
        T read(Section section);
    }

    Fields {
        keys = List.copyOf(keys);
        groups = List.copyOf(groups);
    }

    static <T> Fields<T> of(String name, String doc, List<Key<?>> keys, Body<T> body, Group... groups) {
        return new Fields<>(name, doc, keys, Arrays.asList(groups), body);
    }

    @Override
    public @Nullable T read(Cursor at) {
        if (!(at.node() instanceof Mapping mapping)) {
            at.mismatch(this);
            return null;
        }
        return body.read(Section.open(at, mapping, this));
    }

    @Override
    public boolean takes(Node node) {
        return node instanceof Mapping;
    }

    @Override
    public String wanted() {
        return "a map";
    }

    @Override
    public String example() {
        List<Key<?>> shown = keys.stream().filter(Key::required).toList();
        List<Key<?>> some = shown.isEmpty() ? keys.subList(0, 1) : shown;
        return "{"
                + String.join(
                        ", ",
                        some.stream()
                                .map(key -> key.name() + ": " + key.example())
                                .toList()) + "}";
    }
}
