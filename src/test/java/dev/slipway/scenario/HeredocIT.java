package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts within the Dockerfile, as commands and as files. */
final class HeredocIT {
    static final String DOCKERFILE =
            """
            FROM python:3.11-slim
            RUN <<STEPS
            set -e
            echo "one" > /seen
            echo "two" >> /seen
            STEPS
            COPY <<"FILE" /file
            $HOME stays as it is
            FILE
            """;

    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @Test
    void they_are_run_and_copied() {
        scenario.assumeBuildKit("has no heredocs");
        Assumptions.assumeFalse(
                scenario.engine().version().startsWith("20."), "the frontend within engine 20.10 has no heredocs");
        scenario.write("app/Dockerfile", DOCKERFILE);

        scenario.slipway().run("build").exits(0);

        String image = scenario.tagged("app").orElseThrow();
        assertThat(scenario.engine().file(image, "/seen")).isEqualTo("one\ntwo\n");
        assertThat(scenario.engine().file(image, "/file")).isEqualTo("$HOME stays as it is\n");
    }
}
