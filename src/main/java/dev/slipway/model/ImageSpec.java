package dev.slipway.model;

import java.util.List;

/**
 * A promise that there will be a working image of this name, kept by the first of its variants that passes.
 * {@code needs} are names of other images of the pipeline that must be proven first.
 */
public record ImageSpec(String name, List<String> needs, List<Variant> variants, List<String> tags, Origin origin) {
    public ImageSpec {
        needs = List.copyOf(needs);
        variants = List.copyOf(variants);
        tags = List.copyOf(tags);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("image '" + name + "' has no variant");
        }
    }

    /** The rung that the author prefers; an image kept by any other is degraded. */
    public Variant preferred() {
        return variants.get(0);
    }
}
