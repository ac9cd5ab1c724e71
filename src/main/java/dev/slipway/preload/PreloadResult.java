package dev.slipway.preload;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a preload came to. An engine that broke on the way is no result but an exception. */
public sealed interface PreloadResult {
    /**
     * {@code imageId} is the image to go on with: a new one with the files in its last layer, or the old one when they
     * are in a volume. {@code loadTime} is that of the command which fetched them.
     */
    record Loaded(String imageId, long addedBytes, Duration loadTime, Map<String, String> facts)
            implements PreloadResult {
        public Loaded {
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }
    }

    /** The command failed, left nothing behind, or what it left does not load with the network cut off. No image is left. */
    record Refused(
            Stage stage, String message, Duration waited, @Nullable Integer exit, boolean oomKilled, List<String> lines)
            implements PreloadResult {
        public Refused {
            lines = List.copyOf(lines);
        }

        public Optional<Integer> exitCode() {
            return Optional.ofNullable(exit);
        }
    }

    /** What was being done when it was refused. */
    enum Stage {
        LOADING,
        LOOKING,
        OFFLINE
    }
}
