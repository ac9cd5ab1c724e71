package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A secret reaches the step that mounts it, and nothing else; one that is missing is told by its name. */
final class SecretMountIT {
    private static final String VALUE = "v4lue-of-a-secret";

    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @BeforeEach
    void classicHasNone() {
        scenario.assumeBuildKit("has no secrets");
    }

    private Slipway building(String secrets, String mount) {
        scenario.pipeline(
                """
                  app:
                    secrets: {%s}
                """.formatted(secrets));
        scenario.write(
                "app/Dockerfile",
                """
                FROM python:3.11-slim
                RUN --mount=type=secret,%s ( cat /run/secrets/token 2>/dev/null || echo absent ) | tr a-z A-Z > /seen
                """
                        .formatted(mount));
        return scenario.slipway();
    }

    private void sees(Told told, String expected) {
        told.exits(0).image("app", ImageStatus.BUILT);
        assertThat(scenario.engine()
                        .file(scenario.tagged("app").orElseThrow(), "/seen")
                        .strip())
                .isEqualTo(expected);
    }

    @Test
    void a_required_one_is_taken_from_the_environment() {
        scenario.env("TOKEN", VALUE);

        sees(building("token: {env: TOKEN}", "id=token,required=true").run("build"), "V4LUE-OF-A-SECRET");
    }

    @Test
    void an_optional_one_that_is_missing_is_simply_not_there() {
        sees(
                building("token: {env: NO_SUCH_VARIABLE, required: false}", "id=token")
                        .run("build"),
                "ABSENT");
    }

    @Test
    void a_required_one_that_is_missing_stops_the_image_before_anything_is_built() {
        Told told = building("token: {env: NO_SUCH_VARIABLE}", "id=token").run("build");

        told.exits(1).image("app", ImageStatus.FAILED).says("token", "NO_SUCH_VARIABLE");
        assertThat(told.why("app", 0).nature()).isEqualTo(Nature.CONFIGURATION);
        assertThat(told.all(StepStarted.class)).extracting(StepStarted::kind).doesNotContain(StepKind.LAYER);
    }
}
