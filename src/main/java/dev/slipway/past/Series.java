package dev.slipway.past;

import java.time.Instant;
import java.util.List;

/**
 * One thing measured again and again. {@code subject} is an image, {@code IMAGE/VARIANT/STEP}, {@code stack/CHECK/STEP} for a
 * step of a stack check, or empty for the run.
 *
 * <p>What nightly runs take is compared with nothing else, as they use no builder cache: of {@link Measure#DURATION} they add
 * subjects of their own, {@code nightly runs} for the run, and {@code IMAGE in nightly runs} and the like for images and steps.
 * In all other measures a night's samples are in the same series as those of builds.
 */
public record Series(Measure measure, String subject, List<Sample> samples) {
    public Series {
        samples = List.copyOf(samples);
    }

    /** What is measured, and in what. */
    public enum Measure {
        /** Milliseconds that a run, an image that was built, or a step took. */
        DURATION,
        /** Bytes on disk of an image that was built. */
        SIZE,
        /** Milliseconds from a container's start to its first good answer. */
        START_UP,
        /** Milliseconds of the longest silence of a step that passed. */
        SILENCE,
        /** Milliseconds that an import took. */
        IMPORT_TIME,
        /** Bytes that a container took at most. */
        MEMORY
    }

    public record Sample(String run, Instant at, double value) {}
}
