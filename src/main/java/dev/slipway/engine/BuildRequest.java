package dev.slipway.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One image to build. {@code dockerfile} is its name among {@code files}. Labels and tags are set on the result; a tag
 * moves as soon as the build has passed, so give it a name that nobody relies on. {@code platforms} is empty for the
 * engine's own; more than one make an image of several, where the engine can hold such.
 */
public record BuildRequest(
        BuildFiles files,
        String dockerfile,
        @Nullable String targetStage,
        List<String> platforms,
        Map<String, String> args,
        Map<String, String> labels,
        List<String> tags,
        Freshness freshness,
        BuildAccess access,
        BuildCache cache) {
    public BuildRequest {
        platforms = List.copyOf(platforms);
        args = Map.copyOf(args);
        labels = Map.copyOf(labels);
        tags = List.copyOf(tags);
    }

    /** The whole Dockerfile for the engine's own platform, with nothing beside its files and arguments. */
    public static BuildRequest of(
            BuildFiles files, String dockerfile, Map<String, String> args, Map<String, String> labels, String tag) {
        return new BuildRequest(
                files,
                dockerfile,
                null,
                List.of(),
                args,
                labels,
                List.of(tag),
                Freshness.CACHED,
                BuildAccess.NONE,
                BuildCache.NONE);
    }

    public Optional<String> target() {
        return Optional.ofNullable(targetStage);
    }

    /** What the builder may reuse. */
    public enum Freshness {
        /** Steps it has built before. */
        CACHED,
        /** Nothing: every step runs. */
        NO_CACHE
    }
}
