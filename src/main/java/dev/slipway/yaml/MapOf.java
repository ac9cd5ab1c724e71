package dev.slipway.yaml;

import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of one shape by names that the author chooses. Wrong entries are told and left out. */
record MapOf<T>(Keys keys, Shape<T> value, boolean mayBeEmpty) implements Shape<Map<String, T>> {
    /** The pattern matcher recurses, and would overflow on a name of megabytes. */
    private static final int LONGEST = 500;

    /** What the names may look like. */
    record Keys(String wanted, String example, Pattern pattern) {
        static Keys matching(String wanted, String example, String pattern) {
            return new Keys(wanted, example, Pattern.compile(pattern));
        }
    }

    static <T> MapOf<T> any(Keys keys, Shape<T> value) {
        return new MapOf<>(keys, value, true);
    }

    static <T> MapOf<T> some(Keys keys, Shape<T> value) {
        return new MapOf<>(keys, value, false);
    }

    @Override
    public @Nullable Map<String, T> read(Cursor at) {
        if (!(at.node() instanceof Mapping mapping)) {
            at.mismatch(this);
            return null;
        }
        if (mapping.entries().isEmpty() && !mayBeEmpty) {
            at.problem("the map is empty", null);
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            T read = read(at, entry.getKey(), entry.getValue());
            if (read != null) {
                values.put(entry.getKey(), read);
            }
        }
        return values;
    }

    private @Nullable T read(Cursor at, String name, Entry entry) {
        if (name.length() > LONGEST || !keys.pattern().matcher(name).matches()) {
            at.scope()
                    .problems()
                    .add(
                            entry.keyOrigin(),
                            at.node().crumb().toString(),
                            Quoted.of(name) + " is not " + keys.wanted() + ", such as " + keys.example(),
                            name.equals("<<") ? "Maybe write the keys out; YAML 1.2 has no merging." : null);
        }
        return value.read(at.entry(name, entry));
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
        return "{" + keys.example() + ": " + value.example() + "}";
    }
}
