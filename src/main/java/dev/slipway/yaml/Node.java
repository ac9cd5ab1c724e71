package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of the file as it stands there, before anybody asks what it means. */
sealed interface Node {
    Origin origin();

    Crumb crumb();

    /** What was found, for a message: {@code a list}, {@code text 'abc'}. */
    String found();

    /** Keys in the order of the file. */
    record Mapping(Map<String, Entry> entries, Origin origin, Crumb crumb) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        static Mapping empty(Origin origin, Crumb crumb) {
            return new Mapping(Map.of(), origin, crumb);
        }

        @Override
        public String found() {
            return "a map";
        }
    }

    /** A value and the place of its key. */
    record Entry(Origin keyOrigin, Node value) {}

    record Sequence(List<Node> items, Origin origin, Crumb crumb) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }
    }

    /**
     * Text that means what the core schema of YAML 1.2 says when it is {@code plain}, and itself when it is quoted.
     * {@code dollars} are the places of its dollar signs, or nothing where escapes hide them.
     */
    record Scalar(String text, boolean plain, List<Origin> dollars, Origin origin, Crumb crumb) implements Node {
        public Scalar {
            dollars = List.copyOf(dollars);
        }

        ScalarKind kind() {
            return plain ? ScalarKind.of(text) : ScalarKind.TEXT;
        }

        boolean isNothing() {
            return kind() == ScalarKind.NOTHING;
        }

        @Override
        public String found() {
            return switch (kind()) {
                case NOTHING -> "nothing";
                case FLAG -> "the flag " + text;
                case WHOLE, FRACTION -> "the number " + Quoted.of(text).replace("'", "");
                case TEXT -> "the text " + Quoted.of(text);
            };
        }
    }
}
