package dev.slipway.run;

import dev.slipway.model.Pipeline;
import dev.slipway.plan.Decision.Reuse;

/**
 * What a run was asked to do. {@code places} is how many images are worked on at once. {@code partial} moves the tags of
 * each proven image although another one failed. {@code version} is Slipway's own and part of every fingerprint.
 */
public record RunSetting(
        String id,
        Pipeline pipeline,
        Home home,
        int places,
        Reuse reuse,
        boolean fresh,
        boolean partial,
        String version) {
    public RunSetting {
        if (places < 1) {
            throw new IllegalArgumentException("a run needs at least one place, not " + places);
        }
    }
}
