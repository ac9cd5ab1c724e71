package dev.slipway.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of an image.
 *
 * @param id the engine's own, {@code sha256:…}
 * @param digests the names by content under which a registry had it, {@code python@sha256:…}; empty where it was built or
 *     loaded, and the image's own name by content with containerd's image store
 * @param bytes its size on disk
 */
public record ImageFacts(
        String id,
        List<String> tags,
        List<String> digests,
        Map<String, String> labels,
        long bytes,
        Configuration configuration) {
    public ImageFacts {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }

    /** What a container of the image starts with. {@code user} is empty for root by default. */
    public record Configuration(
            String user,
            List<String> entrypoint,
            List<String> command,
            Map<String, String> env,
            List<Integer> exposedPorts,
            @Nullable HealthProbe probe,
            String workingDirectory) {
        public Configuration {
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
            env = Map.copyOf(env);
            exposedPorts = List.copyOf(exposedPorts);
        }

        public Optional<HealthProbe> healthProbe() {
            return Optional.ofNullable(probe);
        }
    }

    /** The HEALTHCHECK as written: the test, first word CMD or CMD-SHELL. */
    public record HealthProbe(List<String> test) {
        public HealthProbe {
            test = List.copyOf(test);
        }
    }
}
