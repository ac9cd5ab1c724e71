package dev.slipway.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container that checks need beside them, reachable by its name. {@code ready} must pass before it counts as up.
 * {@code image} is a reference, or {@code ${images.NAME}} for an image of the pipeline in another role.
 */
public record ServiceSpec(
        String name,
        String image,
        List<String> command,
        Map<String, String> env,
        List<Check> ready,
        ContainerSettings container,
        Origin origin) {
    private static final String ROLE = "${images.";

    public ServiceSpec {
        command = List.copyOf(command);
        env = Ordered.copy(env);
        ready = List.copyOf(ready);
    }

    /** The image of the pipeline that this is in another role, if it is one. */
    public Optional<String> role() {
        return image.startsWith(ROLE) && image.endsWith("}")
                ? Optional.of(image.substring(ROLE.length(), image.length() - 1))
                : Optional.empty();
    }

    /** The same, started from another image with these variables. */
    public ServiceSpec from(String otherImage, Map<String, String> otherEnv) {
        return new ServiceSpec(name, otherImage, command, otherEnv, ready, container, origin);
    }

    /** The same for checks, which open no ports of this machine. */
    public ServiceSpec withoutPorts() {
        return new ServiceSpec(name, image, command, env, ready, container.withoutPorts(), origin);
    }

    /** One that is run as its image has it. */
    public ServiceSpec(
            String name,
            String image,
            List<String> command,
            Map<String, String> env,
            List<Check> ready,
            Origin origin) {
        this(name, image, command, env, ready, ContainerSettings.NONE, origin);
    }
}
