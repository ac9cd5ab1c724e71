package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is proven stays proven until an input changes. */
final class UnchangedIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("two-images");

    @Test
    void an_unchanged_build_starts_and_builds_nothing() {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0).image("api", ImageStatus.BUILT).image("page", ImageStatus.BUILT);
        assertThat(scenario.tagged("api")).isPresent();

        Instant before = Instant.now();
        Told again = slipway.run("build");

        again.exits(0)
                .image("api", ImageStatus.CACHED)
                .image("page", ImageStatus.CACHED)
                .says("api", "cached", "unchanged");
        assertThat(scenario.engine().startsSince(before, LiveEngine.RUN + "=" + again.id()))
                .isEmpty();
        assertThat(scenario.engine().startsSince(before, LiveEngine.PIPELINE + "=" + scenario.pipeline()))
                .isEmpty();
        assertThat(again.all(StepStarted.class)).isEmpty();
    }

    @Test
    void a_changed_line_rebuilds_its_image_alone_and_plan_explains_which_file() {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);
        String api = scenario.tagged("api").orElseThrow();
        String page = scenario.tagged("page").orElseThrow();
        scenario.write("page/index.html", "<h1>changed</h1>\n");

        slipway.run("plan", "--explain").exits(0).says("keep   api", "build  page", "index.html");
        Told changed = slipway.run("build");

        changed.exits(0).image("api", ImageStatus.CACHED).image("page", ImageStatus.BUILT);
        assertThat(changed.all(StepStarted.class))
                .filteredOn(step -> step.kind() == StepKind.BUILD)
                .singleElement()
                .satisfies(step -> assertThat(step.span()).startsWith("image/page/"));
        assertThat(scenario.tagged("api")).contains(api);
        assertThat(scenario.tagged("page")).isPresent().isNotEqualTo(Optional.of(page));
    }

    @Test
    void check_proves_again_without_building() {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);

        Instant before = Instant.now();
        Told checked = slipway.run("check");

        checked.exits(0);
        assertThat(checked.all(StepStarted.class))
                .extracting(StepStarted::kind)
                .contains(StepKind.CHECK)
                .doesNotContain(StepKind.BUILD, StepKind.LAYER);
        assertThat(scenario.engine().startsSince(before, LiveEngine.RUN + "=" + checked.id()))
                .as("containers that the checks started%n%s", checked)
                .isNotEmpty();
        assertThat(scenario.engine().startsSince(before, LiveEngine.PIPELINE + "=" + scenario.pipeline()))
                .isNotEmpty();
    }

    @Test
    void check_fails_and_says_so_when_an_image_is_missing() {
        Told checked = scenario.slipway().run("check");

        checked.exits(1).image("api", ImageStatus.FAILED).says("api", "never built");
        assertThat(checked.all(StepStarted.class)).isEmpty();
    }

    @Test
    void check_fails_and_says_so_when_an_image_is_stale() {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);
        scenario.write("page/index.html", "<h1>changed</h1>\n");

        Told checked = slipway.run("check");

        checked.exits(1).image("page", ImageStatus.FAILED).says("index.html");
    }
}
