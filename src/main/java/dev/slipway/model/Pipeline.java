package dev.slipway.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        Nightly nightly,
        List<Param> params,
        Upkeep upkeep) {
    public Pipeline {
        bases = List.copyOf(bases);
        images = List.copyOf(images);
        services = List.copyOf(services);
        stackChecks = List.copyOf(stackChecks);
        params = List.copyOf(params);
    }

    /** One that takes no parameters and says nothing of how it is kept running. */
    public Pipeline(
            String name,
            String description,
            Path file,
            List<BaseSpec> bases,
            List<ImageSpec> images,
            List<ServiceSpec> services,
            List<StackCheck> stackChecks,
            Nightly nightly) {
        this(name, description, file, bases, images, services, stackChecks, nightly, List.of(), Upkeep.NONE);
    }

    /**
     * How the stack is kept running for people.
     *
     * @param standing what {@code up} starts; null for all images and services, those that others need first
     */
    public record Upkeep(@Nullable UpSpec standing, List<DevSpec> dev) {
        public static final Upkeep NONE = new Upkeep(null, List.of());

        public Upkeep {
            dev = List.copyOf(dev);
        }

        public Optional<UpSpec> up() {
            return Optional.ofNullable(standing);
        }
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
