package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import java.util.ArrayList;
import java.util.List;

/** Names of images and services on a command line, held against the pipeline. */
final class WantedRoles {
    private WantedRoles() {}

    /** Whether all names are known; the unknown ones are told. */
    static boolean known(List<String> names, Pipeline pipeline, Shell shell) {
        return known(names, all(pipeline), "pipeline '" + pipeline.name() + "' has", shell);
    }

    /** All that the file has, whether 'up' starts it by itself or not. */
    static List<String> all(Pipeline pipeline) {
        List<String> all = new ArrayList<>();
        pipeline.services().forEach(service -> all.add(service.name()));
        pipeline.images().forEach(image -> all.add(image.name()));
        return all;
    }

    /** @param whose begins the sentence, up to the verb */
    static boolean known(List<String> names, List<String> known, String whose, Shell shell) {
        boolean all = true;
        for (String name : names) {
            if (!known.contains(name)) {
                shell.err()
                        .println("slipway: %s no image or service '%s'; it has %s."
                                .formatted(whose, name, String.join(", ", known)));
                all = false;
            }
        }
        return all;
    }
}
