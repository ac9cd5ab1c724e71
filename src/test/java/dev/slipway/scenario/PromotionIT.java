package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tags move for the whole set, or not at all. */
final class PromotionIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("all-or-nothing");

    @Test
    void while_one_image_fails_no_tag_moves_unless_partial_is_asked_for() {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);
        String first = scenario.tagged("first").orElseThrow();
        String second = scenario.tagged("second").orElseThrow();
        scenario.write("first/part.py", "print('first, newer')\n");
        scenario.write("second/part.py", "raise SystemExit('second, broken')\n");

        Told failed = slipway.run("build");

        failed.exits(1).image("first", ImageStatus.BUILT).image("second", ImageStatus.FAILED);
        assertThat(scenario.tagged("first")).contains(first);
        assertThat(scenario.tagged("second")).contains(second);
        failed.says("second failed");

        Told partial = slipway.run("build", "--partial");

        partial.exits(1).image("second", ImageStatus.FAILED);
        assertThat(scenario.tagged("first")).isPresent().isNotEqualTo(Optional.of(first));
        assertThat(scenario.tagged("second")).contains(second);
    }
}
