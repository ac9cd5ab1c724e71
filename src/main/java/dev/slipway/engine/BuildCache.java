package dev.slipway.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cache beside the engine's own: images to take steps from, and where to leave them for others.
 *
 * @param target the image that only holds cache, in a registry; absent when none is to be written
 * @param extent what {@code target} gets
 * @param inline whether the built image itself carries what others need to take steps from it
 */
public record BuildCache(List<String> from, @Nullable String target, Extent extent, boolean inline) {
    public static final BuildCache NONE = new BuildCache(List.of(), null, Extent.RESULT, false);

    public BuildCache {
        from = List.copyOf(from);
    }

    public Optional<String> to() {
        return Optional.ofNullable(target);
    }

    /** BuildKit's {@code mode=min} and {@code mode=max}. */
    public enum Extent {
        /** The steps whose layers are in the result. */
        RESULT,
        /** Every step, those of intermediate stages too. */
        ALL
    }
}
