package dev.slipway.preload;

import dev.slipway.engine.ContainerSecrets;
import dev.slipway.engine.ContainerSpec.Confinement;
import dev.slipway.engine.SecretValue;
import dev.slipway.model.ContainerSettings.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How what a preload makes is named and labelled. {@code labels} are on its containers, which go with it;
 * {@code imageLabels} are added to the image that it makes; {@code volumeLabels} are on a volume that it fills, which
 * stays, so they must not name an owner that ends. {@code env} is set in every container and stays in the image's record of
 * it; {@code limits} hold for each, and each has the {@code secrets}, which do not. The rest of a variant's settings does not:
 * what a preload leaves must land in the image or in its own volume, and be written by the image's own user.
 */
public record PreloadSetting(
        String prefix,
        Map<String, String> labels,
        Map<String, String> imageLabels,
        Map<String, String> volumeLabels,
        Map<String, String> env,
        Limits limits,
        ContainerSecrets secrets) {
    public PreloadSetting {
        labels = Map.copyOf(labels);
        imageLabels = Map.copyOf(imageLabels);
        volumeLabels = Map.copyOf(volumeLabels);
        env = Map.copyOf(env);
    }

    /** Without limits and secrets. */
    public PreloadSetting(
            String prefix,
            Map<String, String> labels,
            Map<String, String> imageLabels,
            Map<String, String> volumeLabels,
            Map<String, String> env) {
        this(prefix, labels, imageLabels, volumeLabels, env, Limits.NONE, ContainerSecrets.NONE);
    }

    /**
     * All secrets as files, {@code mounts} being volume name to path: what a container has in a variable stays for ever in
     * an image that is committed from it, beside that image's own configuration.
     */
    Confinement confinement(Map<String, String> mounts) {
        Map<String, SecretValue> files = new HashMap<>(secrets.files());
        secrets.variables().forEach((variable, value) -> files.put(fileOf(variable), value));
        return new Confinement(limits, Confinement.mounting(mounts).surface(), new ContainerSecrets(Map.of(), files));
    }

    /** The command line, with the secret variables set by its shell. */
    String withVariables(String commandLine) {
        // Where commands are found is said last: 'cat' itself may no longer be found then.
        return Stream.concat(
                                new TreeSet<>(secrets.variables().keySet())
                                        .stream().filter(variable -> !variable.equals("PATH")),
                                secrets.variables().keySet().stream().filter("PATH"::equals))
                        .map(variable -> "export " + variable + "=\"$(cat " + ContainerSecrets.FOLDER + "/"
                                + fileOf(variable) + ")\"; ")
                        .collect(Collectors.joining())
                + commandLine;
    }

    /** No id of a secret begins so. */
    private static String fileOf(String variable) {
        return "." + variable;
    }
}
