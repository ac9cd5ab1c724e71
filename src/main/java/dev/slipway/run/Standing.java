package dev.slipway.run;

import java.time.Duration;

/**
 * What a run thinks of one remote: the states of a circuit breaker. Immutable; times are of the ticker's monotonic
 * clock. {@code failures} counts those in a row, whichever image met them.
 */
sealed interface Standing {
    /** After so many failures in a row nobody asks any more, but one on behalf of all. */
    int TRIP = 3;

    int failures();

    /** Closed: whoever wants asks. */
    record Trusted(int failures) implements Standing {}

    /** Open: nobody asks before {@code until}. {@code by} is the image whose failure was the last straw. */
    record Avoided(int failures, String by, String because, long until) implements Standing {}

    /** Half-open: {@code prober} asks on behalf of all; the others wait for what comes of it. */
    record Probed(int failures, String prober, String because) implements Standing {}

    /**
     * After a failure.
     *
     * @param pause how long a remote with so many failures is left alone
     */
    default Standing failed(String image, String because, Pausing pause, long now) {
        int inARow = failures() + 1;
        if (inARow < TRIP) {
            return new Trusted(inARow);
        }
        return switch (this) {
            // An attempt that had begun before it opened says nothing new, and must not put off the probe.
            case Avoided open -> open;
            case Probed probed when !probed.prober().equals(image) -> probed;
            case Trusted closed -> avoided(inARow, image, because, pause, now);
            case Probed probed -> avoided(inARow, image, because, pause, now);
        };
    }

    private static Avoided avoided(int failures, String image, String because, Pausing pause, long now) {
        return new Avoided(failures, image, because, now + pause.after(failures).toNanos());
    }

    /** How long the pause is after a number of failures in a row. */
    @FunctionalInterface
    interface Pausing {
        Duration after(int failures);
    }

    /** An attempt of the image ended without a word on the remote: another one may ask. */
    default Standing silent(String image, long now) {
        return this instanceof Probed probed && probed.prober().equals(image)
                ? new Avoided(probed.failures(), image, probed.because(), now)
                : this;
    }

    /** The image begins to ask on behalf of all, if it may. */
    default Standing asked(String image, long now) {
        return this instanceof Avoided open && open.until() <= now
                ? new Probed(open.failures(), image, open.because())
                : this;
    }
}
