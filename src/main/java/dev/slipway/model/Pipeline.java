package dev.slipway.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A valid pipeline file: every reference resolves, every inherited value is written out. Lists keep the declared order,
 * which breaks ties when images could be built at once.
 */
public record Pipeline(
        String name,
        String description,
        Path file,
        List<BaseSpec> bases,
        List<ImageSpec> images,
        List<ServiceSpec> services,
        List<StackCheck> stackChecks,
        Nightly nightly) {
    public Pipeline {
        bases = List.copyOf(bases);
        images = List.copyOf(images);
        services = List.copyOf(services);
        stackChecks = List.copyOf(stackChecks);
    }

    /** The folder that relative paths in the file start from. Absolute. */
    public Path folder() {
        Path parent = file.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new IllegalStateException("a pipeline file without a folder: " + file);
        }
        return parent;
    }

    public Optional<ImageSpec> image(String wanted) {
        return images.stream().filter(image -> image.name().equals(wanted)).findFirst();
    }

    public Optional<ServiceSpec> service(String wanted) {
        return services.stream()
                .filter(service -> service.name().equals(wanted))
                .findFirst();
    }
}
