package dev.slipway.model;

import java.util.Map;

/**
 * What a build may use and must not keep, by the id that a Dockerfile mounts it under: secrets, and the ssh agents of
 * this machine.
 */
public record AccessSpec(Map<String, SecretSource> secrets, Map<String, AgentSource> agents) {
    public static final AccessSpec NONE = new AccessSpec(Map.of(), Map.of());

    public AccessSpec {
        secrets = Ordered.copy(secrets);
        agents = Ordered.copy(agents);
    }
}
