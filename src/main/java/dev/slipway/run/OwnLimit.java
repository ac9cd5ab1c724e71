package dev.slipway.run;

import dev.slipway.diagnose.Evidence;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Variant;

/**
 * The limit on memory that a container has from the pipeline. Who is killed at it is told so; any other kill is the
 * machine's, and an attempt alone may help.
 *
 * @param whose as in {@code images.worker variant 'full'}
 */
record OwnLimit(ContainerSettings container, String whose, Origin origin) {
    static OwnLimit of(Pipeline pipeline, String image, Variant variant) {
        boolean single =
                pipeline.image(image).stream().allMatch(spec -> spec.variants().size() == 1);
        String whose = "images." + image + (single ? "" : " variant '" + variant.name() + "'");
        return new OwnLimit(variant.proof().container(), whose, variant.origin());
    }

    static OwnLimit of(ServiceSpec service) {
        return new OwnLimit(service.container(), "services." + service.name(), service.origin());
    }

    /** The same fate, with the reason where the limit is it. */
    <T> Fate<T> told(Fate<T> fate) {
        return fate instanceof Fate.Failed<T> failed && failed.known() == null && reached(failed.evidence())
                ? new Fate.Failed<>(
                        failed.evidence(),
                        OwnDiagnoses.memoryLimit(
                                failed.evidence(), container.limits().memory().getAsLong(), whose, origin))
                : fate;
    }

    private boolean reached(Evidence evidence) {
        // Exit 137 alone may be anybody's SIGKILL: a supervisor's, or the program's own.
        return evidence.ending() == Evidence.Ending.OUT_OF_MEMORY
                && container.limits().memory().isPresent();
    }
}
