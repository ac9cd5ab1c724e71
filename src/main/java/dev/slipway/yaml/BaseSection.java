package dev.slipway.yaml;

import dev.slipway.model.BaseSpec;
import java.util.List;

/** One entry of {@code bases}. */
final class BaseSection {
    private static final Key<String> PROVIDE = Key.of(
                    "provide",
                    Text.SOME,
                    "../../scripts/base-image.sh python 3.11",
                    "A shell command, run in the pipeline's folder, that makes the image when it is absent and cannot be pulled. It finds the engine in DOCKER_HOST.")
            .otherwise("the image is only pulled")
            .strangers("build", "command", "run");

    static final Fields<BaseSpec> SHAPE = Fields.of(
            "base",
            "An image that Dockerfiles start from; its key is the reference after FROM.",
            List.of(PROVIDE),
            section -> new BaseSpec(section.name(), section.optional(PROVIDE), section.origin()));

    private BaseSection() {}
}
