package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.journal.AttemptStory;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.AttemptStarted;
import dev.slipway.run.RunEvent.RemoteAnswered;
import dev.slipway.run.RunEvent.RemoteAvoided;
import dev.slipway.run.RunEvent.RetryScheduled;
import dev.slipway.run.StepStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can pass later is tried again. */
final class RetryIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("busy-index");

    @RegisterExtension
    private final Scenario shared = new Scenario("shared-index");

    @RegisterExtension
    private final Scenario killed = new Scenario("killed");

    @Test
    void an_index_that_answers_503_twice_is_asked_until_it_answers() {
        try (PackageIndex index = PackageIndex.refusing(2, scenario.engine().gateway())) {
            Told told = scenario.set("INDEX", index.authority()).slipway().run("build");

            told.exits(0).image("client", ImageStatus.BUILT);
            assertThat(told.image("client").attempts())
                    .as("%s", told)
                    .extracting(attempt -> attempt.status().orElseThrow())
                    .containsExactly(StepStatus.FAILED, StepStatus.FAILED, StepStatus.PASSED);
            assertThat(told.image("client").attempts())
                    .extracting(AttemptStory::variant)
                    .containsOnly("default");
            assertThat(told.why("client", 0).nature()).isEqualTo(Nature.TRANSIENT);
            assertThat(told.why("client", 0).quotes()).isNotEmpty();
            assertThat(told.all(RetryScheduled.class))
                    .extracting(RetryScheduled::next)
                    .containsExactly(2, 3);
            told.says("tries again", "attempt 3");
        }
    }

    @Test
    void an_index_that_failed_three_images_is_left_alone_until_one_attempt_of_one_has_been_answered() {
        try (PackageIndex index = PackageIndex.refusing(4, shared.engine().gateway())) {
            Told told = shared.set("INDEX", index.authority()).slipway().run("build", "--parallel", "3");

            told.exits(0);
            assertThat(told.all(RemoteAvoided.class))
                    .as("%s", told)
                    .isNotEmpty()
                    .allSatisfy(avoided -> assertThat(avoided.remote()).isEqualTo(index.authority()));
            assertThat(told.all(RemoteAvoided.class).getFirst().failures()).isEqualTo(3);
            assertThat(told.all(RemoteAnswered.class)).hasSize(1);
            int attempts = told.all(AttemptStarted.class).size();
            assertThat(attempts).as("four refusals and three answers%n%s", told).isEqualTo(7);
            told.says("nobody asks it for", "is asked freely again");
        }
    }

    @Test
    void a_step_killed_as_for_want_of_memory_is_tried_again_alone_before_the_next_variant() {
        Told told = killed.slipway().run("build");

        told.exits(0).image("greedy", ImageStatus.DEGRADED);
        assertThat(told.image("greedy").attempts())
                .as("%s", told)
                .extracting(AttemptStory::variant)
                .containsExactly("large", "large", "small");
        assertThat(told.why("greedy", 0).category()).isEqualTo("out-of-memory-killed");
        assertThat(told.why("greedy", 0).nature()).isEqualTo(Nature.ENVIRONMENT);
        told.says("alone");
    }
}
