package dev.slipway.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cache beside the engine's own: images to take steps from, an image in a registry to leave them in, and whether the
 * built image itself carries what others need. It says how fast an image is made and not what is in it, so it is no part
 * of what makes an image stale.
 */
public record CacheSpec(List<String> from, @Nullable Target target, boolean inline) {
    public static final CacheSpec NONE = new CacheSpec(List.of(), null, false);

    public CacheSpec {
        from = List.copyOf(from);
    }

    public Optional<Target> to() {
        return Optional.ofNullable(target);
    }

    /** Whether anything is left behind for others. */
    public boolean leaves() {
        return target != null || inline;
    }

    /** {@code everyStep} leaves the steps of intermediate stages there too. */
    public record Target(String image, boolean everyStep) {}
}
