package dev.slipway.probe;

import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The image that is asked. {@code alias} is its name in the pipeline, by which its container is reached and found
 * again; {@code ports} are published beside those that the image exposes; {@code mounts} are volume name to path, volumes
 * that stay; {@code container} says how its containers are run. The files of {@code container} are in {@code env} already.
 */
public record Subject(
        String imageId,
        String alias,
        Map<String, String> env,
        Set<Integer> ports,
        Map<String, String> mounts,
        ContainerSettings container) {
    public Subject {
        env = Map.copyOf(env);
        ports = Set.copyOf(ports);
        mounts = Map.copyOf(mounts);
    }

    public Subject(String imageId, String alias, Map<String, String> env) {
        this(imageId, alias, env, Set.of(), Map.of(), ContainerSettings.NONE);
    }

    /** With the ports that these checks ask: they must be known before the container starts. */
    public Subject publishedFor(Collection<Check> checks) {
        Set<Integer> all = checks.stream()
                .filter(Check.Http.class::isInstance)
                .map(check -> ((Check.Http) check).call().port())
                .collect(Collectors.toSet());
        all.addAll(ports);
        return new Subject(imageId, alias, env, all, mounts, container);
    }

    /** With these volumes mounted, by name. */
    public Subject mounting(Map<String, String> volumes) {
        return new Subject(imageId, alias, env, ports, volumes, container);
    }

    /** The variables that no secret takes the place of. */
    Map<String, String> plainEnv() {
        Map<String, String> plain = new HashMap<>(env);
        container.secrets().values().forEach(secret -> secret.variable().ifPresent(plain::remove));
        return plain;
    }

    /** Run as these settings say. */
    public Subject confined(ContainerSettings settings) {
        return new Subject(imageId, alias, env, ports, mounts, settings);
    }
}
