package dev.slipway.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One image to build. {@code dockerfile} is its path in {@code context}. Labels and tags are set on the result; a tag
 * moves as soon as the build has passed, so give it a name that nobody relies on.
 */
public record BuildRequest(
        ContextStream context,
        String dockerfile,
        @Nullable String targetStage,
        @Nullable String platformName,
        Map<String, String> args,
        Map<String, String> labels,
        List<String> tags,
        Freshness freshness) {
    public BuildRequest {
        args = Map.copyOf(args);
        labels = Map.copyOf(labels);
        tags = List.copyOf(tags);
    }

    public Optional<String> target() {
        return Optional.ofNullable(targetStage);
    }

    public Optional<String> platform() {
        return Optional.ofNullable(platformName);
    }

    /** What the builder may reuse. */
    public enum Freshness {
        /** Steps it has built before. */
        CACHED,
        /** Nothing: every step runs. */
        NO_CACHE
    }
}
