package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.run.ImageStatus;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A variant that costs more than it may has failed, and the next one may cost less. */
final class BudgetIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("budgets");

    @Test
    void a_variant_beyond_its_time_or_its_size_is_cut_off_and_the_next_one_is_tried() {
        String number = Integer.toString(ThreadLocalRandom.current().nextInt(10_000, 99_999));
        Told told = scenario.set("RUN_NUMBER", number).slipway().run("build");

        told.exits(0).image("time", ImageStatus.DEGRADED).image("size", ImageStatus.DEGRADED);
        assertThat(told.why("time", 0).category()).as("%s", told).isEqualTo("time-budget-exceeded");
        assertThat(told.why("size", 0).category()).as("%s", told).isEqualTo("size-budget-exceeded");
        told.says("its budget is 200 MB", "time budget");
        await("the slow variant's process to be gone")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(LiveEngine.processes("sleep 90" + number)).isEmpty());
    }
}
