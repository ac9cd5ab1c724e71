package dev.slipway.run;

import dev.slipway.context.InputDigest;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that a run gives to images while they are not promoted. Nobody pulls or runs them by accident. */
public final class Names {
    /** The registry that there is none of: every name of ours begins with it. */
    public static final String REGISTRY = "slipway.local";

    static final String PROVEN = "proven-";
    static final String QUARANTINE = "run-";
    private static final String BY_ID = "id-";

    /** What {@code dev} builds an image as: no variant of a file can be called so. */
    public static final String WORKED_ON = "(dev)";

    /** No slug holds an underscore. */
    private static final String WORKED_ON_SLUG = "_dev";

    private static final int ID_LENGTH = 24;

    private Names() {}

    /** The tag under which an image is built and tried. */
    static String quarantine(Pipeline pipeline, ImageSpec image, String variant, String run) {
        return repository(pipeline, image) + ":" + QUARANTINE + run + "-" + rung(variant);
    }

    /** The tag that marks the newest proven image of a variant. */
    static String proven(Pipeline pipeline, ImageSpec image, String variant) {
        return repository(pipeline, image) + ":" + PROVEN + rung(variant);
    }

    private static String rung(String variant) {
        return variant.equals(WORKED_ON) ? WORKED_ON_SLUG : slug(variant);
    }

    static String repository(Pipeline pipeline, ImageSpec image) {
        return REGISTRY + "/" + slug(pipeline.name()) + "/" + slug(image.name());
    }

    /** The name that holds an image's own id, for a builder that takes no bare id; it is no reason to keep the image. */
    static String byId(Pipeline pipeline, ImageSpec image, String id) {
        String hex = id.replaceFirst("^sha256:", "");
        return repository(pipeline, image) + ":" + BY_ID + hex.substring(0, Math.min(ID_LENGTH, hex.length()));
    }

    /** What all names of a pipeline's images begin with. */
    public static String prefix(String pipeline) {
        return REGISTRY + "/" + slug(pipeline) + "/";
    }

    /** The names that the newest proven images of a pipeline have, one for each of its rungs. */
    public static Set<String> proven(Pipeline pipeline) {
        Set<String> names = new TreeSet<>();
        for (ImageSpec image : pipeline.images()) {
            image.variants().forEach(variant -> names.add(proven(pipeline, image, variant.name())));
        }
        return names;
    }

    /** The names that the newest images have which {@code dev} built, one for each that is worked on. */
    public static Set<String> workedOn(Pipeline pipeline) {
        Set<String> names = new TreeSet<>();
        pipeline.upkeep().dev().stream()
                .flatMap(dev -> pipeline.image(dev.image()).stream())
                .forEach(image -> names.add(proven(pipeline, image, WORKED_ON)));
        return names;
    }

    /** Whether it is the name of what {@code dev} built; it is a proven one's by form, and proven by nobody. */
    public static boolean isWorkedOn(String tag) {
        return tag.startsWith(REGISTRY + "/") && tag.endsWith(":" + PROVEN + WORKED_ON_SLUG);
    }

    public static boolean isProven(String tag) {
        return tag.startsWith(REGISTRY + "/") && tag.contains(":" + PROVEN);
    }

    /** What follows the mark of a quarantine tag, and begins with the id of its run; empty for any other tag. */
    public static Optional<String> quarantined(String tag) {
        int mark = tag.indexOf(":" + QUARANTINE);
        return tag.startsWith(REGISTRY + "/") && mark > 0
                ? Optional.of(tag.substring(mark + 1 + QUARANTINE.length()))
                : Optional.empty();
    }

    public static boolean isById(String tag) {
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
