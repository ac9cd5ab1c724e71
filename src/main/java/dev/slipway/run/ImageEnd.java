package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.RunEvent.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an image ended, for those who need it and for the run's verdict. */
record ImageEnd(
        String image, ImageStatus status, Result result, String reason, @Nullable Diagnosis why, boolean reused) {
    /** What is said of those who need it, when it is not to be had. */
    String blocks() {
        return "needs " + image + ", which "
                + switch (status) {
                    case FAILED -> "failed";
                    case BLOCKED -> "is blocked itself";
                    case CANCELLED -> "was cancelled";
                    case BUILT, CACHED, DEGRADED -> throw new IllegalStateException(this + " blocks nobody");
                };
    }

    Optional<Diagnosis> diagnosis() {
        return Optional.ofNullable(why);
    }
}
