package dev.slipway.engine;

import java.util.List;
import java.util.Optional;

/** What to say to registries that ask who we are. Threads may share it. */
@FunctionalInterface
public interface RegistryLogins {
    RegistryLogins NONE = registry -> Optional.empty();

    /**
     * @param registry host, with its port unless that is the usual one, as in an image's name; Docker Hub is {@code
     *     docker.io}
     * @throws EngineException REFUSED when there is a login but it cannot be had: a credential helper that fails, a
     *     configuration that cannot be read
     */
    Optional<Login> of(String registry);

    /** Those that there is a login for, as far as that can be said without asking anybody. */
    default List<String> registries() {
        return List.of();
    }

    /** {@code identity}: {@code secret} is an identity token instead of a password, and {@code user} is empty. */
    record Login(String user, SecretValue secret, boolean identity) {}
}
