package dev.slipway.yaml;

import dev.slipway.yaml.Node.Mapping;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a value may depend on beside itself: the folder that paths start from, the environment, the names that the file
 * declares anywhere, and the defaults that every image inherits.
 */
record Scope(Path folder, Map<String, String> environment, Names names, Mapping defaults, Problems problems) {
    Scope named(String pipeline) {
        return new Scope(folder, environment, names.of(pipeline), defaults, problems);
    }
}
