package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is killed at its own limit is told so where it stands, too: under up and under dev, with the limit and its place. */
@Tag("any-builder")
final class OwnLimitIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("own-limit");

    @AfterEach
    void leaveNothing() {
        scenario.engine().remove(scenario.engine().standing(scenario.pipeline()));
    }

    @Test
    void a_service_that_up_starts_is_told_its_limit_and_who_sets_it() {
        Told told = scenario.slipway().run("up", "--output", "json");

        told.exits(1);
        assertThat(told.out())
                .contains(
                        "out-of-memory-killed",
                        "own-memory-limit",
                        "its own limit of 64 MB: 'memory' in services.batch, ",
                        "pipeline.yaml:10:",
                        "loading the weights",
                        "Maybe raise that 'memory' above 64 MB")
                .doesNotContain("Maybe give the engine more memory");
    }

    @Test
    void what_is_worked_on_is_told_the_limit_of_the_work() {
        Underway work = scenario.slipway().start("dev", "worker", "--output", "plain");
        await("the kill to be told")
                .atMost(Duration.ofMinutes(2))
                .until(() -> work.told().out().contains("✗ worker is down: "));
        work.signal("INT");
        Told told = work.end(Duration.ofSeconds(60));

        told.exits(0).says("its own limit of 48 MB: 'memory' in dev.worker, ", "nothing is left");
        scenario.nothingIsLeft();
    }
}
