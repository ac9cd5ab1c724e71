package dev.slipway.yaml;

import dev.slipway.model.ImageSpec;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What only the whole file shows: names that are given twice, circles of needs, services that nobody asks for. */
final class Coherence {
    private final Map<String, ImageSpec> images;
    private final List<ServiceSpec> services;
    private final List<StackCheck> stack;
    private final Scope scope;
    private final Set<String> walked = new HashSet<>();

    Coherence(List<ImageSpec> images, List<ServiceSpec> services, List<StackCheck> stack, Scope scope) {
        this.images = new LinkedHashMap<>();
        images.forEach(image -> this.images.put(image.name(), image));
        this.services = services;
        this.stack = stack;
        this.scope = scope;
    }

    /** {@code standing} are the names that 'up' lists. */
    void tell(Set<String> standing) {
        images.values().forEach(image -> walk(image, new ArrayList<>()));
        for (ServiceSpec service : services) {
            String where = "services." + service.name();
            if (scope.names().images().contains(service.name())) {
                scope.problems()
                        .add(service.origin(), where, "an image has the name '" + service.name() + "' too", null);
            } else if (!standing.contains(service.name()) && !used(service.name())) {
                scope.problems()
                        .warn(
                                service.origin(),
                                where,
                                "no image, no stack check and no 'up.start' names this service",
                                null);
            }
        }
    }

    private boolean used(String service) {
        return stack.stream().anyMatch(check -> check.start().contains(service))
                || images.values().stream()
                        .flatMap(image -> image.variants().stream())
                        .anyMatch(variant -> variant.proof().services().contains(service));
    }

    private void walk(ImageSpec image, List<String> way) {
        int begin = way.indexOf(image.name());
        if (begin >= 0) {
            tellCircle(way.subList(begin, way.size()));
        } else if (walked.add(image.name())) {
            way.add(image.name());
            for (String need : image.needs()) {
                ImageSpec needed = images.get(need);
                if (needed != null) {
                    walk(needed, way);
                }
            }
            way.remove(way.size() - 1);
        }
    }

    private void tellCircle(List<String> circle) {
        String first = circle.get(0);
        ImageSpec image = images.get(first);
        if (image != null) {
            String way = String.join(" → ", circle) + " → " + first;
            scope.problems().add(image.origin(), "images." + first, "the needs go in a circle: " + way, null);
        }
    }
}
