package dev.slipway.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a build ended. */
public sealed interface BuildOutcome {
    /** {@code imageId} is the engine's own id of the new image. */
    record Built(String imageId, long contextBytes) implements BuildOutcome {}

    /** A step said no. {@code lines} are the last ones of that step, as they came. */
    record Failed(
            String message,
            @Nullable String failedStep,
            @Nullable Integer exit,
            List<String> lines,
            @Nullable DockerfileLine place)
            implements BuildOutcome {
        public Failed {
            lines = List.copyOf(lines);
        }

        /** The step's name as the builder prints it; absent when the build ended before any step did. */
        public Optional<String> step() {
            return Optional.ofNullable(failedStep);
        }

        public Optional<Integer> exitCode() {
            return Optional.ofNullable(exit);
        }

        public Optional<DockerfileLine> where() {
            return Optional.ofNullable(place);
        }
    }

    /** A line of the Dockerfile, counted from 1, with its text. */
    record DockerfileLine(int line, String text) {}
}
