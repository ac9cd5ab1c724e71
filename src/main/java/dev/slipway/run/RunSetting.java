package dev.slipway.run;

import dev.slipway.model.Pipeline;

/**
 * What a run was asked to do. {@code places} is how many images are worked on at once. {@code version} is Slipway's own and part of every fingerprint.
 */
public record RunSetting(
        String id, Pipeline pipeline, Home home, int places, Thoroughness thoroughness, String version) {
    public RunSetting {
        if (places < 1) {
            throw new IllegalArgumentException("a run needs at least one place, not " + places);
        }
    }
}
