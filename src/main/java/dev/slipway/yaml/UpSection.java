package dev.slipway.yaml;

import dev.slipway.model.UpSpec;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code up}. */
final class UpSection {
    private static final Key<List<String>> START = Key.of(
                    "start",
                    ListOf.some(References.OWN_CONTAINER),
                    "[redis, worker, backend]",
                    "Images and services to keep running, in the order in which they are started.")
            .otherwise("all, services first, then images as they need each other")
            .strangers("services", "images", "order");
    private static final Key<Map<String, Map<String, String>>> ENV = Key.of(
                    "env",
                    MapOf.any(Words.NAMES, MapOf.any(Words.VARIABLES, Text.ANY)),
                    "{backend: {REDIS_URL: \"redis://redis:6379\"}}",
                    "Variables by name of the image or service, beside those that it has anyway.")
            .otherwise("none")
            .strangers("environment");

    static final Fields<UpSpec> SHAPE =
            Fields.of("up", "What `up` keeps running, and with which variables.", List.of(START, ENV), UpSection::read);

    private UpSection() {}

    private static @Nullable UpSpec read(Section section) {
        List<String> start = section.value(START, List.of());
        Map<String, Map<String, String>> env = section.value(ENV, Map.of());
        if (new HashSet<>(start).size() < start.size()) {
            section.at(START).problem("a name stands twice in 'start'", null);
        }
        for (String name : env.keySet()) {
            if (section.has(START) && !start.contains(name)) {
                section.at(ENV)
                        .problem(
                                Quoted.of(name) + " is not started by 'up'",
                                Nearest.hint(name, new LinkedHashSet<>(start)));
            } else if (!section.scope().names().containers().contains(name)) {
                section.at(ENV)
                        .problem(
                                "there is no image or service " + Quoted.of(name),
                                Nearest.hint(name, section.scope().names().containers()));
            }
        }
        return new UpSpec(start, env, section.origin());
    }
}
