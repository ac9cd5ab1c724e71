package dev.slipway.run;

import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The images of services that the stack checks of a run will start beside an image of the pipeline. Without one of them
 * the run cannot end well, which is better known before the image is built than after. Immutable.
 */
final class StackServices {
    private final Pipeline pipeline;
    private final List<StackCheck> checks;

    private StackServices(Pipeline pipeline, List<StackCheck> checks) {
        this.pipeline = pipeline;
        this.checks = checks;
    }

    /** @param asked whether the run asks stack checks at all; one of some images alone does not */
    static StackServices of(Pipeline pipeline, boolean asked) {
        return new StackServices(pipeline, asked ? pipeline.stackChecks() : List.of());
    }

    /** References, in the order in which they are met; none of an image of the pipeline in another role. */
    Set<String> beside(String image) {
        Set<String> references = new LinkedHashSet<>();
        for (StackCheck check : checks) {
            if (check.start().contains(image)) {
                check.start().stream()
                        .flatMap(member -> pipeline.service(member).stream())
                        .map(ServiceSpec::image)
                        .filter(reference -> !reference.contains("$"))
                        .forEach(references::add);
            }
        }
        return references;
    }
}
