package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.StepStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Weights are put in place after the build, and load with the network cut off. */
final class PreloadIT {
    @RegisterExtension
    private final Scenario preloaded = new Scenario("preloaded");

    @RegisterExtension
    private final Scenario needsNetwork = new Scenario("needs-network");

    @AfterEach
    void removeVolume() {
        preloaded.engine().removeVolume("preloaded-" + preloaded.mark());
    }

    @Test
    void weights_in_the_image_and_in_a_volume_load_with_the_network_off() {
        Slipway slipway = preloaded.slipway();
        Told told = slipway.run("build");

        told.exits(0).image("baked", ImageStatus.BUILT).image("mounted", ImageStatus.BUILT);
        assertThat(told.all(StepEnded.class))
                .as("%s", told)
                .filteredOn(step -> step.span().endsWith("/preload.weights"))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.status()).isEqualTo(StepStatus.PASSED));
        told.says("weights");

        slipway.run("build").exits(0).image("baked", ImageStatus.CACHED).image("mounted", ImageStatus.CACHED);
    }

    @Test
    void a_preload_that_needs_the_network_when_verified_fails_and_is_told() {
        Told told = needsNetwork.slipway().run("build");

        told.exits(1).image("liar", ImageStatus.FAILED);
        assertThat(told.why("liar", 0).explanation()).as("%s", told).contains("with the network cut off");
        assertThat(told.image("liar").attempts()).as("%s", told).hasSize(1);
        told.says("with the network cut off");
    }
}
