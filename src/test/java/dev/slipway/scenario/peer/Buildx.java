package dev.slipway.scenario.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scenario.registry.Provided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** BuildKit's own client, building on the engine that we build on. */
public final class Buildx {
    private final Path program;
    private final String host;
    private final Path configuration;

    private Buildx(Path program, String host, Path configuration) {
        this.program = program;
        this.host = host;
        this.configuration = configuration;
    }

    /**
     * Skips the test, with the reason, where there is none.
     *
     * @param folder for what it wants to remember
     */
    public static Buildx on(String host, Path folder) {
        return new Buildx(Provided.program("buildx"), host, folder);
    }

    /** Builds with nothing reused: what our own build has left in the engine must not stand in for what it sends. */
    public void build(Path context, String tag) {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "build",
                        "--builder=default",
                        "--no-cache",
                        "--provenance=false",
                        "--progress=plain",
                        "--tag=" + tag,
                        context.toString())
                .redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", host);
        builder.environment().put("DOCKER_CONFIG", configuration.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("docker-buildx build %s: %s", context, words)
                    .isZero();
        } catch (IOException refused) {
            throw new UncheckedIOException("starting " + program, refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
