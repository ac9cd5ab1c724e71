package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineContract;
import dev.slipway.engine.EngineException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a live engine. */
final class DockerEngineIT extends EngineContract {
    private static final String IMAGE = "python:3.11-slim";
    private static @Nullable DockerEngine engine;

    @BeforeAll
    static void connect() {
        engine = LiveEngine.connect(BuilderChoice.AUTO);
        Assumptions.assumeTrue(engine.image(IMAGE).isPresent(), "the engine has no " + IMAGE);
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Override
    protected Engine engine() {
        return Objects.requireNonNull(engine);
    }

    @Override
    protected String image() {
        return IMAGE;
    }

    @Test
    void starting_twice_is_a_conflict() {
        String id = create(SLEEPS, new Attachment.None());
        engine().start(id);
        assertThatThrownBy(() -> engine().start(id))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(EngineException.Kind.CONFLICT));
    }
}
