package dev.slipway.past;

import java.time.Instant;
import java.util.List;

/**
 * One run as one image met it. {@code cause} is why the run worked on it, in the plan's words; {@code packages} says what its
 * packages are other than when it was last built, as in {@code pip numpy 1.26.4 → 2.3.1}.
 */
public record Occasion(
        String run,
        String pipeline,
        String command,
        Instant began,
        String cause,
        PastImage image,
        List<String> packages) {
    public Occasion {
        packages = List.copyOf(packages);
    }
}
