package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.DockerEngine;
import dev.slipway.engine.docker.EngineAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** A live engine with images built for one test class; closing it removes them and fails if anything else is left. */
public final class Dockyard implements AutoCloseable {
    private static final String LABEL = "dev.slipway.probe-it";

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Engine engine;

    private Dockyard(Engine engine) {
        this.engine = engine;
    }

    /** Skips the test when no engine answers, or when it has not the bases. */
    public static Dockyard open(String... bases) {
        Map<String, String> env = System.getenv();
        Assumptions.assumeTrue(env.containsKey("DOCKER_HOST"), "DOCKER_HOST is not set");
        Engine engine;
        try {
            engine = DockerEngine.connect(EngineAddress.discover(env, Path.of(System.getProperty("user.home"))));
        } catch (EngineException absent) {
            return Assumptions.abort("no engine answers: " + absent.getMessage());
        }
        for (String base : bases) {
            Assumptions.assumeTrue(engine.image(base).isPresent(), "the engine has no " + base);
        }
        return new Dockyard(engine);
    }

    public Engine engine() {
        return engine;
    }

    public String prefix() {
        return "slipway-it-" + id;
    }

    public Map<String, String> labels() {
        return Map.of(LABEL, id);
    }

    BedSetting setting() {
        return new BedSetting(
                prefix() + "-" + UUID.randomUUID().toString().substring(0, 4), labels(), Path.of("."), Duration.ZERO);
    }

    /** @return the new image's id */
    public String build(String dockerfile) {
        BuildOutcome outcome = engine.build(
                BuildRequest.of(
                        Contexts.of(Map.of("Dockerfile", dockerfile)),
                        "Dockerfile",
                        Map.of(),
                        labels(),
                        prefix() + ":" + UUID.randomUUID()),
                new Deaf(),
                new StopSignal());
        assertThat(outcome).isInstanceOf(BuildOutcome.Built.class);
        return ((BuildOutcome.Built) outcome).imageId();
    }

    void assertNothingIsLeft() {
        assertThat(engine.owned(LABEL + "=" + id)).isEmpty();
    }

    @Override
    public void close() {
        try (engine) {
            engine.imagesLabelled(LABEL, id).forEach(image -> {
                image.tags().forEach(engine::removeImage);
                engine.removeImage(image.id());
            });
            assertThat(engine.owned(LABEL + "=" + id)).isEmpty();
        }
    }

    /** Failing steps come back with the outcome. */
    private static final class Deaf implements BuildListener {
        @Override
        public void stepStarted(String step, String name) {}

        @Override
        public void stepLine(String step, OutputSink.Stream stream, String line) {}

        @Override
        public void stepProgress(String step, String what, long current, long total) {}

        @Override
        public void stepEnded(
                String step, boolean cached, Duration took, @org.jspecify.annotations.Nullable String error) {}

        @Override
        public void warning(String text) {}

        @Override
        public void contextSent(long bytes) {}
    }
}
