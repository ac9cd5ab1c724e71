package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.StepStarted;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What fails for good by the preferred rung is kept by a lower one, and never in silence. */
final class FallbackIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("no-compiler");

    @Test
    void a_worker_that_cannot_be_installed_is_degraded_loudly_and_kept_as_such() {
        Slipway slipway = scenario.slipway();
        Told built = slipway.run("build");

        built.exits(0).image("worker", ImageStatus.DEGRADED);
        assertThat(built.why("worker", 0).nature()).as("%s", built).isEqualTo(Nature.DETERMINISTIC);
        assertThat(built.why("worker", 0).explanation()).as("%s", built).containsIgnoringCase("compile");
        assertThat(built.all(FellBack.class)).singleElement().satisfies(fall -> {
            assertThat(fall.from()).isEqualTo("full");
            assertThat(fall.to()).isEqualTo("minimal");
        });
        assertThat(built.image("worker").attempts()).hasSize(2);
        assertThat(scenario.tagged("worker")).isPresent();
        built.says("worker is DEGRADED", "'minimal'", "'full'", "gcc");

        Instant before = Instant.now();
        Told again = slipway.run("build", "--strict");

        again.exits(3).says("worker", "DEGRADED", "unchanged");
        assertThat(again.all(StepStarted.class)).as("%s", again).isEmpty();
        assertThat(scenario.engine().startsSince(before, LiveEngine.RUN + "=" + again.id()))
                .isEmpty();
        assertThat(scenario.engine().startsSince(before, LiveEngine.PIPELINE + "=" + scenario.pipeline()))
                .isEmpty();
    }
}
