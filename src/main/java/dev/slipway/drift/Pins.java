package dev.slipway.drift;

/**
 * What the files from which a variant of an image is built say about the version of a package. Safe for any thread. It never fails: what cannot be read is
 * {@link Pin#UNKNOWN}.
 */
@FunctionalInterface
public interface Pins {
    /** For who has no files to look into. */
    Pins NONE = (image, variant, manager, name) -> Pin.UNKNOWN;

    /** @param name in the form that the manager compares by */
    Pin of(String image, String variant, String manager, String name);

    /** How tightly a version is held. */
    enum Pin {
        /** To one release, so that no other can come by itself. */
        PINNED,
        /** Named with bounds that leave room. */
        BOUNDED,
        /** Named, and any version will do. */
        OPEN,
        /** Not named: another package brings it. */
        UNNAMED,
        /** Nobody looked, or the files cannot be read. */
        UNKNOWN
    }
}
