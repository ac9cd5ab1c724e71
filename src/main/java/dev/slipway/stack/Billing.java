package dev.slipway.stack;

import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.UpSpec;
import dev.slipway.plan.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which images and services of a pipeline stand, in the order in which they are started: as {@code up: {start: …}} says,
 * else all, ready-made services first, then the images in the order of their needs, each followed by the services that
 * are made from it. Pure.
 */
public record Billing(List<String> names) {
    public Billing {
        names = List.copyOf(names);
    }

    /** All that the pipeline keeps running. */
    public static Billing of(Pipeline pipeline) {
        List<String> declared = pipeline.upkeep().up().map(UpSpec::start).orElse(List.of());
        if (!declared.isEmpty()) {
            return new Billing(declared);
        }
        Set<String> names = new LinkedHashSet<>();
        pipeline.services().stream()
                .filter(service -> service.role().isEmpty())
                .forEach(service -> names.add(service.name()));
        for (ImageSpec image : Order.of(pipeline, List.of())) {
            names.add(image.name());
            pipeline.services().stream()
                    .filter(service ->
                            service.role().filter(image.name()::equals).isPresent())
                    .forEach(service -> names.add(service.name()));
        }
        return new Billing(new ArrayList<>(names));
    }

    /** Only these and the services that they have beside them. No name at all means all. */
    public Billing only(Pipeline pipeline, Collection<String> wanted) {
        if (wanted.isEmpty()) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(wanted);
        for (String name : wanted) {
            pipeline.image(name).ifPresent(image -> image.variants()
                    .forEach(variant -> all.addAll(variant.proof().services())));
        }
        List<String> ordered =
                new ArrayList<>(names.stream().filter(all::contains).toList());
        // Wanted by name and not kept running as a rule: it comes last, when all that it may need is there.
        all.stream().filter(name -> !ordered.contains(name)).forEach(ordered::add);
        return new Billing(ordered);
    }

    /** The images of the pipeline that must be proven for this, in the declared order. */
    public List<String> images(Pipeline pipeline) {
        Set<String> images = new LinkedHashSet<>();
        for (String name : names) {
            pipeline.image(name).ifPresent(image -> images.add(image.name()));
            pipeline.service(name).flatMap(ServiceSpec::role).ifPresent(images::add);
        }
        return pipeline.images().stream()
                .map(ImageSpec::name)
                .filter(images::contains)
                .toList();
    }
}
