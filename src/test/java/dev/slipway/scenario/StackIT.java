package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.StepStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images prove themselves together, beside a real service. */
final class StackIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("little-stack", "redis:7");

    @Test
    void a_job_travels_through_two_images_and_redis_and_a_broken_worker_keeps_the_tags_back() {
        Slipway slipway = scenario.slipway();
        Told told = slipway.run("build");

        told.exits(0).image("api", ImageStatus.BUILT).image("worker", ImageStatus.BUILT);
        assertThat(told.all(StackCheckEnded.class))
                .as("%s", told)
                .singleElement()
                .satisfies(check -> assertThat(check.status()).isEqualTo(StepStatus.PASSED));
        scenario.nothingIsLeft();
        String worker = scenario.tagged("worker").orElseThrow();
        scenario.write(
                "worker/worker.py",
                "import time\nprint('idle')\ntime.sleep(0 if __import__('sys').argv[1:] else 600)\n");

        Told broken = slipway.run("build");

        broken.exits(1).image("worker", ImageStatus.BUILT).image("api", ImageStatus.CACHED);
        assertThat(broken.all(StackCheckEnded.class)).singleElement().satisfies(check -> assertThat(check.status())
                .isEqualTo(StepStatus.FAILED));
        assertThat(scenario.tagged("worker")).contains(worker);
    }
}
