package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.FellBack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One failed image stops what needs it, and nothing else. */
final class KeepGoingIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("missing-dockerfile");

    @Test
    void a_missing_dockerfile_stops_its_image_without_fallback_and_blocks_its_dependents_alone() {
        Told told = scenario.slipway().run("build");

        told.exits(1)
                .image("broken", ImageStatus.FAILED)
                .image("alone", ImageStatus.BUILT)
                .image("dependent", ImageStatus.BLOCKED);
        assertThat(told.all(FellBack.class)).as("%s", told).isEmpty();
        assertThat(told.image("broken").attempts()).as("%s", told).hasSize(1);
        assertThat(told.why("broken", 0).nature()).isEqualTo(Nature.CONFIGURATION);
        assertThat(told.image("dependent").attempts()).isEmpty();
        assertThat(told.image("dependent").end().orElseThrow().reason()).contains("broken");
        told.says("Dockerfile.lost", "blocked");
    }
}
