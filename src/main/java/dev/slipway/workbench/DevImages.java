package dev.slipway.workbench;

import dev.slipway.model.Budget;
import dev.slipway.model.DevSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.Variant;
import dev.slipway.run.Names;
import java.util.List;

/**
 * A pipeline as {@code dev} builds it: each image that is worked on has one variant, which asks nothing of it; no image
 * has a tag, so that nothing is promoted; there are no stack checks. Pure.
 */
public final class DevImages {
    /** Of an image that is worked on. Its marks on the engine are not those of any declared variant. */
    static final String VARIANT = Names.WORKED_ON;

    private DevImages() {}

    public static Pipeline of(Pipeline pipeline) {
        List<ImageSpec> images = pipeline.images().stream()
                .map(image -> pipeline.upkeep().dev().stream()
                        .filter(dev -> dev.image().equals(image.name()))
                        .findFirst()
                        .map(dev -> workedOn(image, dev))
                        .orElseGet(() -> untagged(image, image.variants())))
                .toList();
        return new Pipeline(
                pipeline.name(),
                pipeline.description(),
                pipeline.file(),
                pipeline.bases(),
                images,
                pipeline.services(),
                List.of(),
                pipeline.nightly(),
                pipeline.params(),
                pipeline.upkeep());
    }

    private static ImageSpec workedOn(ImageSpec image, DevSpec dev) {
        Variant preferred = image.preferred();
        Proof proof = preferred.proof();
        // What a preload put there is part of what runs; whether the rest holds is seen by whoever works on it.
        Proof unasked = new Proof(proof.preloads(), List.of(), List.of(), proof.env(), proof.container());
        Variant variant = new Variant(
                VARIANT, dev.build(), unasked, preferred.timeouts(), Budget.UNLIMITED, preferred.retry(), dev.origin());
        return untagged(image, List.of(variant));
    }

    private static ImageSpec untagged(ImageSpec image, List<Variant> variants) {
        return new ImageSpec(image.name(), image.needs(), variants, List.of(), image.origin());
    }
}
