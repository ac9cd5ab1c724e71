package dev.slipway.past;

import java.time.Instant;
import java.util.List;

/** One thing measured again and again. {@code subject} is an image, or {@code IMAGE/VARIANT/STEP}, or empty for the run. */
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
