package dev.slipway.model;

import java.util.List;
import java.util.Map;

/**
 * What must hold of a built image before it counts. {@code services} are names of the pipeline's services that run
 * beside the checks, on a network of their own; {@code env} is set in every container that a check
 * starts, and {@code container} says how each of them is run.
 */
public record Proof(
        List<PreloadSpec> preloads,
        List<Check> checks,
        List<String> services,
        Map<String, String> env,
        ContainerSettings container) {
    public Proof {
        preloads = List.copyOf(preloads);
        checks = List.copyOf(checks);
        services = List.copyOf(services);
        env = Ordered.copy(env);
    }

    /** Containers are run as the image has it. */
    public Proof(List<PreloadSpec> preloads, List<Check> checks, List<String> services, Map<String, String> env) {
        this(preloads, checks, services, env, ContainerSettings.NONE);
    }
}
