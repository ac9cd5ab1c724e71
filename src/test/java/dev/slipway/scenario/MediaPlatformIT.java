package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.journal.AttemptStory;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Its models come from the hub, or, where the hub does not serve, out of packages; what is built needs no network. */
@Tag("seed")
final class MediaPlatformIT {
    @RegisterExtension
    private final Scenario scenario = Scenario.shipped("media-platform", "node:20-slim", "nginx:1.27");

    @Test
    void a_hub_that_limits_is_asked_again_and_then_done_without() {
        try (ModelHub hub = ModelHub.limiting(scenario.engine().gateway())) {
            Slipway slipway = scenario.set("hub", hub.url()).slipway().within(Duration.ofMinutes(20));
            Told built = slipway.run("build");

            built.exits(0).image("backend", ImageStatus.DEGRADED).image("frontend", ImageStatus.BUILT);
            assertThat(built.image("backend").attempts())
                    .as("%s", built)
                    .extracting(AttemptStory::variant)
                    .containsExactly("hub", "hub", "packaged");
            Diagnosis why = built.why("backend", 0);
            assertThat(why.category()).as("%s", built).isEqualTo("model-hub-rate-limited");
            assertThat(why.nature()).as("%s", built).isEqualTo(Nature.TRANSIENT);
            assertThat(why.quotes()).as("%s", built).anyMatch(quote -> quote.text()
                    .contains("429"));
            assertThat(built.all(StackCheckEnded.class)).hasSize(2).allSatisfy(check -> assertThat(check.status())
                    .as("%s", built)
                    .isEqualTo(StepStatus.PASSED));

            Told checked = slipway.run("check");

            checked.exits(0);
            try (KeptStack stack = new KeptStack(scenario, slipway)) {
                stack.up();
                assertThat(stack.get("frontend", "/")).contains("<div id=\"root\">");
                assertThat(stack.send("POST", "frontend", "/api/pictures", "file", "backend/sample.png"))
                        .contains("\"orientation\":\"upright\"");
                assertThat(stack.get("dashboard", "/")).contains("API: up");
                stack.down();
            }
        }
    }

    @Test
    void a_download_that_breaks_off_is_told_as_what_it_is() {
        scenario.only("backend", "hub");
        try (ModelHub hub = ModelHub.breakingOff(scenario.engine().gateway())) {
            Told built = scenario.set("hub", hub.url())
                    .slipway()
                    .within(Duration.ofMinutes(20))
                    .run("build", "backend");

            built.exits(1).image("backend", ImageStatus.FAILED);
            Diagnosis why = built.why("backend", 0);
            assertThat(why.category()).as("%s", built).isEqualTo("model-hub-unreachable");
            assertThat(why.nature()).as("%s", built).isEqualTo(Nature.TRANSIENT);
            assertThat(built.all(StepStarted.class)).isNotEmpty();
        }
    }
}
