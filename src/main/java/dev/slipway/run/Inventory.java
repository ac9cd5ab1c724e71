package dev.slipway.run;

import java.util.List;

/**
 * What an image holds: its layers, the lowest first, and the packages that are installed in it. {@code id} is the engine's
 * own. {@code bytes} is its size on disk. A package manager that could not be asked is named in {@code unasked}, with
 * why, so that an empty list is never taken for none.
 */
public record Inventory(
        String id, long bytes, List<Layer> layers, List<InstalledPackage> packages, List<String> unasked) {
    public Inventory {
        layers = List.copyOf(layers);
        packages = List.copyOf(packages);
        unasked = List.copyOf(unasked);
    }

    /** One layer, as the engine's history of the image has it. {@code instruction} is what made it, as in a Dockerfile. */
    public record Layer(String instruction, long bytes) {}

    /** {@code manager} is pip, npm, dpkg or apk. {@code name} is in the form that the manager compares by. */
    public record InstalledPackage(String manager, String name, String version) {}
}
