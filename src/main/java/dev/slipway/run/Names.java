package dev.slipway.run;

import dev.slipway.context.InputDigest;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import java.util.Locale;

/** The names that a run gives to images while they are not promoted. Nobody pulls or runs them by accident. */
public final class Names {
    static final String REGISTRY = "slipway.local";
    static final String PROVEN = "proven-";
    static final String QUARANTINE = "run-";
    private static final String BY_ID = "id-";
    private static final int ID_LENGTH = 24;

    private Names() {}

    /** The tag under which an image is built and tried. */
    static String quarantine(Pipeline pipeline, ImageSpec image, String variant, String run) {
        return repository(pipeline, image) + ":" + QUARANTINE + run + "-" + slug(variant);
    }

    /** The tag that marks the newest proven image of a variant. */
    static String proven(Pipeline pipeline, ImageSpec image, String variant) {
        return repository(pipeline, image) + ":" + PROVEN + slug(variant);
    }

    static String repository(Pipeline pipeline, ImageSpec image) {
        return REGISTRY + "/" + slug(pipeline.name()) + "/" + slug(image.name());
    }

    /** The name that holds an image's own id, for a builder that takes no bare id; it is no reason to keep the image. */
    static String byId(Pipeline pipeline, ImageSpec image, String id) {
        String hex = id.replaceFirst("^sha256:", "");
        return repository(pipeline, image) + ":" + BY_ID + hex.substring(0, Math.min(ID_LENGTH, hex.length()));
    }

    static boolean isById(String tag) {
        return tag.startsWith(REGISTRY + "/") && tag.contains(":" + BY_ID);
    }

    /** What may stand in an image name, a container name and a file name; another text for each text. */
    static String slug(String text) {
        String clean =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        // Two names of one file may differ in nothing but a dot or a case; what is made of them must differ too.
        return clean.equals(text) ? clean : (clean.isEmpty() ? "x" : clean) + "-" + digest(text);
    }

    private static String digest(String text) {
        return InputDigest.start().add(text).hex().substring(0, 8);
    }
}
