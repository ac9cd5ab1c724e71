package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Speaking to BuildKit itself as one does with engines that have shut both older doors. */
final class NativeBuildIT extends LiveBuilds {
    private @Nullable Gate gate;

    NativeBuildIT() {
        super(BuilderChoice.BUILDKIT);
    }

    @Override
    DockerEngine open() {
        try {
            gate = LiveEngine.behindGate(Set.of("/session", "/grpc"));
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
