package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Speaking to BuildKit itself, through the door that engines have had from 18.09 to 29. */
final class SolveBuildIT extends LiveBuilds {
    private @Nullable Gate gate;

    SolveBuildIT() {
        super(BuilderChoice.BUILDKIT);
    }

    @Override
    DockerEngine open() {
        try {
            gate = LiveEngine.behindGate(Set.of("/session"));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        return DockerEngine.connect(gate.address(), BuilderChoice.BUILDKIT);
    }

    @Override
    void closed() {
        Gate opened = Objects.requireNonNull(gate);
        try {
            opened.close();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        assertThat(opened.asked()).noneMatch(line -> line.contains("/build?"));
    }
}
