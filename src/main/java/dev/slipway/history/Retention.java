package dev.slipway.history;

import java.time.Duration;

/**
 * Which runs stay remembered: those younger than {@code age}, and the newest {@code nights} nightly runs of each pipeline with
 * all that ran between them. A run goes when neither keeps it. Whatever is said, the newest run that ended well stays, and so
 * does the newest in which an image was built, of all homes together and of each that is still used: what went wrong is told
 * by comparing with it.
 *
 * @param nights 0 keeps nothing because of its nights
 */
public record Retention(Duration age, int nights) {
    /** A little more than a year, so that a season can be compared with the same one a year ago. */
    public static final Retention USUAL = new Retention(Duration.ofDays(400), 0);

    public Retention {
        if (age.isNegative() || nights < 0) {
            throw new IllegalArgumentException("age " + age + ", nights " + nights);
        }
    }
}
