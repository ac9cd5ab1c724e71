package dev.slipway.model;

import java.util.Optional;

/**
 * The most memory that a container may use, in bytes, and who sets that in the pipeline, as in {@code images.worker variant
 * 'full', shop.yaml:12:5}.
 */
public record MemoryLimit(long bytes, String whose) {
    /** That of an image's containers while they are of this variant, which is named where there are several. */
    public static Optional<MemoryLimit> of(ImageSpec image, Variant variant) {
        boolean single = image.variants().size() == 1;
        String whose = "images." + image.name() + (single ? "" : " variant '" + variant.name() + "'");
        return of(variant.proof().container(), whose, variant.origin());
    }

    public static Optional<MemoryLimit> of(ServiceSpec service) {
        return of(service.container(), "services." + service.name(), service.origin());
    }

    /** That of an image's container while somebody works on it; none where only the variant's own holds. */
    public static Optional<MemoryLimit> of(DevSpec dev) {
        return dev.memory().isPresent()
                ? Optional.of(new MemoryLimit(dev.memory().getAsLong(), "dev." + dev.image() + ", " + dev.origin()))
                : Optional.empty();
    }

    private static Optional<MemoryLimit> of(ContainerSettings container, String whose, Origin origin) {
        return container.limits().memory().isPresent()
                ? Optional.of(new MemoryLimit(container.limits().memory().getAsLong(), whose + ", " + origin))
                : Optional.empty();
    }

    /** For people: {@code 64 MB}. */
    public String size() {
        return ByteSize.print(bytes);
    }
}
