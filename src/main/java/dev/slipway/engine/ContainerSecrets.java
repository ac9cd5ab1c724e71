package dev.slipway.engine;

import java.util.Map;

/**
 * What a container may know and nobody may be told: values of its variables by name, and the content of the files in
 * {@link #FOLDER} by name. Engines show variables to whoever may inspect the container.
 */
public record ContainerSecrets(Map<String, SecretValue> variables, Map<String, SecretValue> files) {
    /** Where the files are, readable for every user of the container. */
    public static final String FOLDER = "/run/secrets";

    public static final ContainerSecrets NONE = new ContainerSecrets(Map.of(), Map.of());

    public ContainerSecrets {
        variables = Map.copyOf(variables);
        files = Map.copyOf(files);
    }
}
