package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.RetryScheduled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Containers of checks are held to what the pipeline says, by the kernel itself; one image plays two roles. */
final class ConfinedIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("confined");

    @Test
    void limits_hold_roles_are_played_and_a_kill_at_the_limit_is_told_as_such() {
        Slipway slipway = scenario.slipway();
        Told built = slipway.run("build");

        built.exits(0)
                .image("backend", ImageStatus.BUILT)
                .image("frontend", ImageStatus.BUILT)
                .image("hungry", ImageStatus.DEGRADED);
        assertThat(built.why("hungry", 0)).as("%s", built).satisfies(why -> {
            assertThat(why.category()).isEqualTo("out-of-memory-killed");
            assertThat(why.nature()).isEqualTo(Nature.DETERMINISTIC);
            assertThat(why.explanation()).contains("its own limit of 64 MB", "images.hungry variant 'full'");
        });
        assertThat(built.all(RetryScheduled.class)).as("%s", built).isEmpty();
        scenario.nothingIsLeft();

        slipway.run("check", "frontend").exits(0).image("frontend", ImageStatus.CACHED);
        slipway.run("build").exits(0).says("unchanged");
        scenario.nothingIsLeft();

        scenario.delete("b.env");
        Told refused = slipway.run("build", "backend");
        refused.exits(1).image("backend", ImageStatus.FAILED).says("b.env");
        assertThat(refused.why("backend", 0).category()).isEqualTo("container-files-missing");
        slipway.run("validate").says("the env file 'b.env' is not there");
    }
}
