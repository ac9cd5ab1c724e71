package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.RunEvent.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an image ended, for those who need it and for the run's verdict. */
record ImageEnd(String image, ImageStatus status, Result result, @Nullable Diagnosis why, boolean reused) {
    Optional<Diagnosis> diagnosis() {
        return Optional.ofNullable(why);
    }
}
