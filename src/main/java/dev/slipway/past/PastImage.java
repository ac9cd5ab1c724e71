package dev.slipway.past;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.ImageStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one image fared in a run. {@code status} is absent when the run ended before the image did. {@code variant}, {@code id}
 * and {@code bytes} are of the working image, empty and 0 where there is none. {@code diagnosis} is of the attempt that says
 * why the image, or its preferred variant, did not come to be. {@code rungs} are all variants that were tried, in the order
 * of the ladder.
 */
public record PastImage(
        String name,
        @Nullable ImageStatus status,
        String variant,
        String id,
        long bytes,
        Duration took,
        String reason,
        @Nullable Diagnosis diagnosis,
        List<Rung> rungs) {
    public PastImage {
        rungs = List.copyOf(rungs);
    }

    public Optional<ImageStatus> ended() {
        return Optional.ofNullable(status);
    }

    public Optional<Diagnosis> why() {
        return Optional.ofNullable(diagnosis);
    }

    /** One variant. {@code attempts} is how often it was tried; {@code diagnosis} is of its last failed attempt. */
    public record Rung(String variant, boolean passed, int attempts, @Nullable Diagnosis diagnosis) {
        public Optional<Diagnosis> why() {
            return Optional.ofNullable(diagnosis);
        }
    }
}
