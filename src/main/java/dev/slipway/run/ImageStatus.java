package dev.slipway.run;

/** How an image ended. */
public enum ImageStatus {
    BUILT,
    /** Proven by an earlier run from the same inputs; nothing was built. */
    CACHED,
    /** It works, by a lower rung than the preferred one. */
    DEGRADED,
    FAILED,
    /** Something that it needs failed; it was never tried. */
    BLOCKED,
    CANCELLED;

    /** Whether there is a working image. */
    public boolean proven() {
        return switch (this) {
            case BUILT, CACHED, DEGRADED -> true;
            case FAILED, BLOCKED, CANCELLED -> false;
        };
    }
}
