package dev.slipway.plan;

/** The labels that Slipway puts on the images it builds. They are how the next run recognises its own work. */
public final class ImageLabels {
    public static final String PIPELINE = "dev.slipway.pipeline";
    public static final String IMAGE = "dev.slipway.image";
    public static final String VARIANT = "dev.slipway.variant";

    /** The fingerprint of everything that the image was made from and proven by. */
    public static final String FINGERPRINT = "dev.slipway.fingerprint";

    /** On a lower rung: what the rungs above it were made of when they failed for good; see {@link Existing#ladder()}. */
    public static final String FELL_FROM = "dev.slipway.fell-from";

    /** On a base that stands in for a published one: what it was made from. */
    public static final String STAND_IN_FROM = "dev.slipway.stand-in.from";

    private ImageLabels() {}
}
