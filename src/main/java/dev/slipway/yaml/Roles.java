package dev.slipway.yaml;

import dev.slipway.model.ImageSpec;
import dev.slipway.model.ServiceSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Services that are images of the file in another role: whoever uses such a service needs the image first. */
final class Roles {
    private Roles() {}

    /** The image with what it needs through the services of its variants too. */
    static ImageSpec needed(ImageSpec image, List<ServiceSpec> services) {
        Set<String> needs = new LinkedHashSet<>(image.needs());
        image.variants().stream()
                .flatMap(variant -> variant.proof().services().stream())
                .flatMap(used ->
                        services.stream().filter(service -> service.name().equals(used)))
                .flatMap(service -> service.role().stream())
                .forEach(needs::add);
        return new ImageSpec(image.name(), List.copyOf(needs), image.variants(), image.tags(), image.origin());
    }
}
