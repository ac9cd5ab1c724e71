package dev.slipway.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What all objects of a test bed have in common. {@code prefix} begins every name and is unique to the attempt;
 * {@code labels} are on everything, so that a later start finds what a dead run left behind; {@code folder} is the
 * pipeline's, where files to upload are looked up; {@code grace} is what a container is given to end by itself when the
 * bed is closed, none at all where it is zero; {@code vault} has the secrets of containers.
 */
public record BedSetting(String prefix, Map<String, String> labels, Path folder, Duration grace, Vault vault) {
    public BedSetting {
        labels = Map.copyOf(labels);
    }

    /** One whose containers have no secrets. */
    public BedSetting(String prefix, Map<String, String> labels, Path folder, Duration grace) {
        this(prefix, labels, folder, grace, Vault.EMPTY);
    }
}
