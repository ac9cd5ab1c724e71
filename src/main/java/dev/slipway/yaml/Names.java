package dev.slipway.yaml;

import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a file declares, taken from its tree before anything is read, so that a reference to an image whose
 * own description is wrong is not a second problem. Also knows which tag was claimed where. {@code pipeline} is empty
 * where the pipeline has no proper name.
 */
record Names(String pipeline, Set<String> images, Set<String> services, Map<String, Node> tags) {
    static Names in(Mapping root) {
        return new Names("", keys(root, "images"), keys(root, "services"), new HashMap<>());
    }

    Names of(String named) {
        return new Names(named, images, services, tags);
    }

    Set<String> containers() {
        Set<String> both = new LinkedHashSet<>(images);
        both.addAll(services);
        return both;
    }

    /** The other place that claimed the tag before, if there is one. */
    @Nullable
    Node claimed(String tag, Node here) {
        return tags.putIfAbsent(tag, here);
    }

    private static Set<String> keys(Mapping root, String key) {
        return value(root, key) instanceof Mapping mapping ? mapping.entries().keySet() : Set.of();
    }

    static @Nullable Node value(Mapping mapping, String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }
}
