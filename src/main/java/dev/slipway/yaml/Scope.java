package dev.slipway.yaml;

import dev.slipway.yaml.Node.Mapping;
import java.nio.file.Path;

/**
 * What a value may depend on beside itself: the folder that paths start from, what variables stand for, the names that the file
 * declares anywhere, and the defaults that every image inherits.
 */
record Scope(Path folder, Params params, Names names, Mapping defaults, Problems problems) {
    Scope named(String pipeline) {
        return new Scope(folder, params, names.of(pipeline), defaults, problems);
    }

    Scope with(Params settled) {
        return new Scope(folder, settled, names, defaults, problems);
    }
}
