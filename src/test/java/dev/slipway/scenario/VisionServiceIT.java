package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StepStarted;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image service breaks by NumPy 2 as its team saw it break, and each of the ways out is one. */
@Tag("seed")
final class VisionServiceIT {
    @RegisterExtension
    private final Scenario scenario = Scenario.shipped("vision-service");

    @Test
    void the_unpinned_rung_fails_by_its_abi_the_pinned_one_is_proven_and_both_are_remembered() {
        Slipway slipway = scenario.slipway().within(Duration.ofMinutes(15));
        slipway.run("validate")
                .exits(0)
                .says("opencv-python 4.8.1.78 was built for NumPy 1", "numpy-unbounded", "1 warning");
        Told built = slipway.run("build");

        built.exits(0).image("ai-service", ImageStatus.DEGRADED).image("optimized", ImageStatus.BUILT);
        Diagnosis why = built.why("ai-service", 0);
        assertThat(why.category()).as("%s", built).isEqualTo("numpy-abi-mismatch");
        assertThat(why.nature()).as("%s", built).isEqualTo(Nature.DETERMINISTIC);
        assertThat(why.quotes())
                .as("%s", built)
                .extracting(Quote::text)
                .anyMatch(line -> line.contains("numpy.core.multiarray failed to import"));
        assertThat(built.image("ai-service").attempts()).as("%s", built).hasSize(2);
        built.says("'pinned'", "'unpinned'");

        Told again = slipway.run("build");

        again.exits(0).image("optimized", ImageStatus.CACHED).says("DEGRADED", "unchanged");
        assertThat(again.all(StepStarted.class)).as("%s", again).isEmpty();
        slipway.run("check").exits(0);
        try (KeptStack stack = new KeptStack(scenario, slipway)) {
            stack.up();
            assertThat(stack.get("ai-service", "/health")).contains("\"vision\":\"ready\"");
            assertThat(stack.send("POST", "ai-service", "/images/analyse", "image", "samples/harbour.jpg"))
                    .contains("\"width\":480", "\"height\":640");
            stack.down();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"headless", "newer-opencv", "without-opencv"})
    void each_of_the_other_ways_out_is_one(String variant) {
        scenario.only("ai-service", variant);

        scenario.slipway()
                .within(Duration.ofMinutes(10))
                .run("build", "ai-service")
                .exits(0)
                .image("ai-service", ImageStatus.BUILT);
    }
}
