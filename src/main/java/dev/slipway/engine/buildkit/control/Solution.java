package dev.slipway.engine.buildkit.control;

import dev.slipway.engine.BuildOutcome.DockerfileLine;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a builder answered. */
public sealed interface Solution {
    /** What the exporter says of what it has made. */
    record Solved(Map<String, String> answers) implements Solution {
        private static final String DIGEST = "containerimage.digest";

        public Solved {
            answers = Map.copyOf(answers);
        }

        /** The engine's own id of the image. */
        public Optional<String> imageId() {
            return Optional.ofNullable(answers.get(DIGEST));
        }
    }

    /** The builder said no, in its own words. */
    record Refused(String message, @Nullable DockerfileLine place) implements Solution {
        /** The line of the Dockerfile that it means, where it says so. */
        public Optional<DockerfileLine> where() {
            return Optional.ofNullable(place);
        }
    }
}
