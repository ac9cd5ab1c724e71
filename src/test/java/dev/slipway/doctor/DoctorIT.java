package dev.slipway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.DockerEngine;
import dev.slipway.engine.docker.EngineAddress;
import dev.slipway.run.Home;
import dev.slipway.run.Owner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor and a live engine. */
@Tag("any-builder")
class DoctorIT {
    private static final String PYTHON = "python:3.11-slim";

    private final Owner owner = Owner.self();

    @TempDir
    private Path folder = Path.of("");

    private @Nullable DockerEngine engine;

    @BeforeEach
    void connect() {
        Map<String, String> env = System.getenv();
        Assumptions.assumeTrue(env.containsKey("DOCKER_HOST"), "DOCKER_HOST is not set");
        try {
            DockerEngine connected =
                    DockerEngine.connect(EngineAddress.discover(env, Path.of(System.getProperty("user.home", "/"))));
            engine = connected;
            Assumptions.assumeTrue(connected.image(PYTHON).isPresent(), "the engine has no " + PYTHON);
        } catch (EngineException absent) {
            Assumptions.abort("no engine answers: " + absent.getMessage());
        }
    }

    @AfterEach
    void nothingIsLeft() {
        if (engine != null) {
            assertThat(engine.owned(Owner.RUN_LABEL + "=doctor-" + owner.process()))
                    .as("containers of the doctor")
                    .isEmpty();
            engine.close();
        }
    }

    @Test
    void the_engine_is_told_of() {
        List<Observation> seen =
                new Doctor(new Home(folder), Map.of(), true, List.of()).examine(Objects.requireNonNull(engine), null);
        assertThat(seen)
                .filteredOn(line -> List.of("engine", "clock", "session").contains(line.subject()))
                .hasSize(3)
                .extracting(Observation::finding)
                .hasOnlyElementsOfType(Fine.class);
    }

    /** With nobody to ask, the container's tools find no name; this machine may well. */
    @Test
    void names_that_no_container_can_resolve_are_found() {
        List<Observation> seen = new ContainerLook(Objects.requireNonNull(engine), PYTHON, new Attachment.None())
                .examine(new StopSignal());
        assertThat(seen).isNotEmpty().allSatisfy(line -> assertThat(line.finding())
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.seen()).contains("cannot be resolved")));
    }
}
