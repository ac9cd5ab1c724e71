package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An image that starts from another one of the pipeline starts from the very one that this run proved. */
final class OwnBaseIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("base-of-ours");

    @Test
    void a_worker_from_an_image_of_the_pipeline_is_rebuilt_when_that_changes() {
        scenario.set("RELEASE", "1").slipway().run("build").exits(0).image("worker", ImageStatus.BUILT);
        Optional<String> worker = scenario.tagged("worker");
        scenario.slipway()
                .run("build")
                .exits(0)
                .image("base", ImageStatus.CACHED)
                .image("worker", ImageStatus.CACHED);
        scenario.write("base/release", "release 2\n");

        Told told = scenario.set("RELEASE", "2").slipway().run("build");

        told.exits(0).image("base", ImageStatus.BUILT).image("worker", ImageStatus.BUILT);
        assertThat(scenario.tagged("worker")).isPresent().isNotEqualTo(worker);
    }
}
