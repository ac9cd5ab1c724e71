package dev.slipway.yaml;

import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.ServiceSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports of this machine that two containers would open when the whole stack is kept running. */
final class HostPorts {
    private final List<ImageSpec> images;
    private final List<ServiceSpec> services;
    private final Problems problems;

    HostPorts(List<ImageSpec> images, List<ServiceSpec> services, Problems problems) {
        this.images = images;
        this.services = services;
        this.problems = problems;
    }

    /** Whoever of all images and services comes later is told. */
    void tell() {
        tell(Stream.concat(
                        images.stream().map(ImageSpec::name), services.stream().map(ServiceSpec::name))
                .collect(Collectors.toSet()));
    }

    /** As {@link #tell()}, of those alone that run at the same time. */
    void tell(Set<String> together) {
        Map<Integer, String> owners = new HashMap<>();
        for (ServiceSpec service : services) {
            if (together.contains(service.name())) {
                claim("services." + service.name(), service.origin(), Stream.of(service.container()), owners);
            }
        }
        for (ImageSpec image : images) {
            if (together.contains(image.name())) {
                Stream<ContainerSettings> settings =
                        image.variants().stream().map(variant -> variant.proof().container());
                claim("images." + image.name(), image.origin(), settings, owners);
            }
        }
    }

    /** Variants of one image may open the same port, since one of them is run. */
    private void claim(String where, Origin origin, Stream<ContainerSettings> settings, Map<Integer, String> owners) {
        settings.flatMap(container -> container.ports().stream())
                .map(Port::host)
                .filter(port -> port != 0)
                .distinct()
                .forEach(port -> {
                    String owner = owners.putIfAbsent(port, where);
                    if (owner != null) {
                        problems.add(
                                origin,
                                where,
                                "the port " + port + " of this machine is opened by " + owner + " too",
                                "Maybe another one, or the container's port alone for any free one.");
                    }
                });
    }
}
