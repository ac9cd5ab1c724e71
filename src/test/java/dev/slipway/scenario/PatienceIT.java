package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.run.ImageStatus;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No wait is without end, and what was last seen is told. */
final class PatienceIT {
    @RegisterExtension
    private final Scenario unhealthy = new Scenario("never-healthy");

    @RegisterExtension
    private final Scenario silent = new Scenario("silent-build");

    @Test
    void a_health_endpoint_that_never_answers_is_told_with_its_last_answer_and_the_last_lines() {
        Told told = unhealthy.slipway().run("build");

        told.exits(1).image("api", ImageStatus.FAILED);
        assertThat(told.why("api", 0).explanation()).as("%s", told).contains("503");
        assertThat(told.out()).containsPattern("\\d+ tries");
        told.says("database is starting", "waiting for the database at db:5432");
    }

    @Test
    void a_build_silent_for_longer_than_idle_is_killed_and_diagnosed() {
        String silence = "9" + ThreadLocalRandom.current().nextInt(100_000, 999_999);
        Underway underway = silent.set("SILENCE", silence).slipway().start("build");
        await("the silent process").atMost(Duration.ofMinutes(1)).until(() -> !LiveEngine.processes("sleep " + silence)
                .isEmpty());
        Told told = underway.end();

        told.exits(1).image("quiet", ImageStatus.FAILED);
        assertThat(told.why("quiet", 0).category()).as("%s", told).isEqualTo("hang");
        told.says("asking the mirror");
        await("the silent process to be gone").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        LiveEngine.processes("sleep " + silence))
                .isEmpty());
    }
}
