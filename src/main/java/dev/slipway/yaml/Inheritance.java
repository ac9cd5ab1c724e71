package dev.slipway.yaml;

import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import dev.slipway.yaml.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lays the keys of a variant over those of its image, and these over the pipeline's defaults. Maps that the author
 * fills with names or limits are merged key by key; everything else, lists of checks included, is replaced.
 */
final class Inheritance {
    private static final Set<String> MERGED =
            Set.of("args", "secrets", "ssh", "cache", "overlay", "env", "container", "timeout", "retry", "budget");

    /** Two ways to say one thing: whichever is said takes the place of the other. */
    private static final Map<String, String> RIVALS = Map.of("platform", "platforms", "platforms", "platform");

    private Inheritance() {}

    static Mapping over(Mapping inherited, Mapping own) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        inherited
                .entries()
                .forEach((key, entry) -> entries.put(key, new Entry(entry.keyOrigin(), spread(key, entry.value()))));
        own.entries().keySet().stream().filter(RIVALS::containsKey).forEach(key -> entries.remove(RIVALS.get(key)));
        own.entries()
                .forEach((key, entry) -> entries.merge(
                        key,
                        new Entry(entry.keyOrigin(), spread(key, entry.value())),
                        (base, top) -> merged(key, base, top)));
        return new Mapping(entries, own.origin(), own.crumb());
    }

    private static Entry merged(String key, Entry base, Entry top) {
        if (MERGED.contains(key) && base.value() instanceof Mapping below && top.value() instanceof Mapping above) {
            Map<String, Entry> entries = new LinkedHashMap<>(below.entries());
            entries.putAll(above.entries());
            return new Entry(top.keyOrigin(), new Mapping(entries, above.origin(), above.crumb()));
        }
        return top;
    }

    /** {@code timeout: 25m} is the total alone, so that the idle limit is still inherited. */
    private static Node spread(String key, Node value) {
        return key.equals("timeout") && value instanceof Scalar scalar && !scalar.isNothing()
                ? new Mapping(Map.of("total", new Entry(scalar.origin(), scalar)), scalar.origin(), scalar.crumb())
                : value;
    }
}
