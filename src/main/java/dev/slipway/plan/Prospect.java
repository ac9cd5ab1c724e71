package dev.slipway.plan;

import java.util.List;

/** What a variant would be made from, as far as that can be known before anything is done. */
public record Prospect(String variant, Fingerprint fingerprint) {

    /** The fingerprint of a variant's inputs, or why there is none yet. */
    public sealed interface Fingerprint {
        record Known(String hex) implements Fingerprint {}

        /** It starts from other images of the pipeline that are themselves to be built. */
        record AwaitsImages(List<String> images) implements Fingerprint {
            public AwaitsImages {
                images = List.copyOf(images);
            }
        }

        /** A base is not on the engine yet. */
        record AwaitsBase(String reference) implements Fingerprint {}

        /** Its files cannot be read; the attempt will say so properly. */
        record Unreadable(String why) implements Fingerprint {}
    }
}
