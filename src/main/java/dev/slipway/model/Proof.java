package dev.slipway.model;

import java.util.List;
import java.util.Map;

/**
 * What must hold of a built image before it counts. {@code services} are names of the pipeline's services that run
 * beside the checks, on a network of their own; {@code env} is set in every container that a check starts.
 */
public record Proof(List<PreloadSpec> preloads, List<Check> checks, List<String> services, Map<String, String> env) {
    public Proof {
        preloads = List.copyOf(preloads);
        checks = List.copyOf(checks);
        services = List.copyOf(services);
        env = Ordered.copy(env);
    }
}
