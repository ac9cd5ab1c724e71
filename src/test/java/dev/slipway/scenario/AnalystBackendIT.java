package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StepStarted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five images of one Dockerfile: what its guide has wrong fails and is cured, and the five work together. */
@Tag("seed")
final class AnalystBackendIT {
    @RegisterExtension
    private final Scenario scenario = Scenario.shipped("analyst-backend", "python:3.13-slim", "redis:7");

    @Test
    void what_the_guide_has_wrong_is_told_and_cured_and_the_stack_is_proven() {
        Slipway slipway = scenario.slipway().within(Duration.ofMinutes(25));
        slipway.run("validate").exits(0).says("libgl1-mesa-glx: gone since Debian 13", "worker-health-check");

        Told built = slipway.run("build");

        built.exits(0)
                .image("production", ImageStatus.DEGRADED)
                .image("beat", ImageStatus.DEGRADED)
                .image("development", ImageStatus.BUILT)
                .image("celery", ImageStatus.BUILT)
                .image("flower", ImageStatus.BUILT);
        Diagnosis renamed = built.why("production", 0);
        assertThat(renamed.category()).as("%s", built).isEqualTo("apt-package-not-found");
        assertThat(renamed.nature()).as("%s", built).isEqualTo(Nature.DETERMINISTIC);
        assertThat(renamed.remedies()).as("%s", built).first().asString().contains("now libgl1");
        assertThat(built.why("beat", 0).category()).as("%s", built).isEqualTo("worker-health-check");
        List<String> shared = layers("backend:prod");
        assertThat(layers("celery:latest")).as("what all have is built once").isEqualTo(shared);
        assertThat(layers("celery-beat:latest")).isEqualTo(shared);
        assertThat(layers("flower:latest")).isEqualTo(shared);
        assertThat(layers("backend:dev").subList(0, shared.size())).isEqualTo(shared);

        Told again = slipway.run("build");

        again.exits(0).image("celery", ImageStatus.CACHED).image("production", ImageStatus.DEGRADED);
        assertThat(again.all(StepStarted.class)).as("%s", again).isEmpty();
        slipway.run("check").exits(0);
        try (KeptStack stack = new KeptStack(scenario, slipway)) {
            stack.up();
            assertThat(stack.send("POST", "production", "/analyses?wait=40", "file", "sample.csv"))
                    .contains("\"status\":\"done\"", "\"rows\":10");
            assertThat(stack.get("flower", "/")).contains("Flower");
            stack.down();
        }
    }

    private List<String> layers(String tag) {
        return scenario.engine().layers(scenario.pipeline() + "/" + tag);
    }
}
