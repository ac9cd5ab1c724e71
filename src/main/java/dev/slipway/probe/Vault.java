package dev.slipway.probe;

import dev.slipway.engine.ContainerSecrets;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import java.util.Map;

/**
 * Hands out the secrets of containers when they are made. Whoever starts containers has seen to it that the required
 * ones can be had; what cannot is left out. Any thread may ask.
 */
@FunctionalInterface
public interface Vault {
    Vault EMPTY = wanted -> ContainerSecrets.NONE;

    /** @param wanted by id, as the pipeline names them */
    ContainerSecrets of(Map<String, ContainerSecret> wanted);
}
