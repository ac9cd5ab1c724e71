package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a step leaves in a cache mount is there for the next build. */
final class CacheMountIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @Test
    void a_later_build_finds_what_an_earlier_one_left() {
        scenario.assumeBuildKit("has no cache mounts");
        scenario.write(
                "app/Dockerfile",
                """
                FROM python:3.11-slim
                COPY build /build
                RUN --mount=type=cache,target=/cache,id=%s cat /build >> /cache/builds && cp /cache/builds /seen
                """
                        .formatted(scenario.pipeline()));
        scenario.write("app/build", "first\n");
        scenario.slipway().run("build").exits(0);
        scenario.write("app/build", "second\n");

        scenario.slipway().run("build").exits(0);

        assertThat(scenario.engine().file(scenario.tagged("app").orElseThrow(), "/seen"))
                .isEqualTo("first\nsecond\n");
    }
}
