package dev.slipway.cli;

import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import java.util.List;
import java.util.stream.Collectors;

/** Names of images on a command line, held against the pipeline. */
final class WantedImages {
    private WantedImages() {}

    /** Whether all names are known; the unknown ones are told. */
    static boolean known(List<String> names, Pipeline pipeline, Shell shell) {
        boolean all = true;
        for (String name : names) {
            if (pipeline.image(name).isEmpty()) {
                String known = pipeline.images().stream().map(ImageSpec::name).collect(Collectors.joining(", "));
                shell.err()
                        .println("slipway: pipeline '" + pipeline.name() + "' has no image '" + name + "'; it has "
                                + known + ".");
                all = false;
            }
        }
        return all;
    }
}
