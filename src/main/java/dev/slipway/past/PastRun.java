package dev.slipway.past;

import dev.slipway.run.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run that is remembered. {@code took} is as long as it is known to have lasted. {@code command} is build, check,
 * nightly or dev. {@code summary} is its last word, empty for one that was cut off.
 */
public record PastRun(
        String id,
        String pipeline,
        String command,
        Instant began,
        Duration took,
        Ending ending,
        String summary,
        String engine,
        Provenance provenance,
        List<PastImage> images,
        List<PastCheck> stackChecks) {
    public PastRun {
        images = List.copyOf(images);
        stackChecks = List.copyOf(stackChecks);
    }

    public Optional<PastImage> image(String name) {
        return images.stream().filter(image -> image.name().equals(name)).findFirst();
    }

    /** How it ended, as far as is known. */
    public enum Ending {
        PROVEN,
        DEGRADED,
        FAILED,
        INTERRUPTED,
        ENGINE_LOST,
        /** Its process died, and what it was about to tell is lost. */
        CUT_OFF,
        /** Its process is at work. */
        RUNNING;

        public boolean good() {
            return this == PROVEN || this == DEGRADED;
        }
    }
}
