package dev.slipway.preflight;

import dev.slipway.context.BuildContext;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.Variant;
import java.util.List;

/** One variant with all that is known about it before it is built. */
record Subject(Variant variant, Dockerfile dockerfile, BuildContext context, KeptPaths kept, Places places) {
    BuildSpec build() {
        return variant.build();
    }

    List<Stage> wantedStages() {
        return dockerfile.wantedStages(build().args(), build().target().orElse(null));
    }

    List<Dockerfile.CopySource> copySources() {
        return dockerfile.copySources(build().args(), build().target().orElse(null));
    }
}
