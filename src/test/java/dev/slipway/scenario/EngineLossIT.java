package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import dev.slipway.scenario.wire.EngineProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is taken away in the middle of a build, the run ends by itself, soon, and says what happened. */
final class EngineLossIT {
    /** Of which the most is spent on waiting for an engine to come back. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @TempDir
    private Path folder = Path.of("");

    /** So long that it must be stopped, and to be found in the table of processes. */
    private final String forever = "8" + ThreadLocalRandom.current().nextInt(100_000, 999_999);

    private static boolean runs(RunEvent event) {
        return event instanceof StepStarted step
                && step.kind() == StepKind.LAYER
                && step.title().contains("RUN");
    }

    private Underway building(String base) {
        scenario.pipeline("  app: {retry: {attempts: 3, within: 20s}}\n");
        scenario.write("app/Dockerfile", "FROM " + base + "\nRUN sleep " + forever + "\n");
        Underway underway = scenario.slipway().start("build");
        underway.until("the long step runs", EngineLossIT::runs);
        awaitProcesses(true);
        return underway;
    }

    private void awaitProcesses(boolean running) {
        await("the long step " + (running ? "runs" : "has ended"))
                .atMost(Duration.ofMinutes(1))
                .until(() -> LiveEngine.processes("sleep " + forever).isEmpty() != running);
    }

    private static void isToldInWords(Told told) {
        assertThat(told.exit()).as("%s", told).isIn(1, 4);
        assertThat(told.out() + told.err())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("a bug of Slipway");
    }

    @Test
    void an_engine_that_is_killed_in_the_middle_of_a_build() {
        try (ThrowAwayEngine engine = ThrowAwayEngine.like(scenario.engine())) {
            TinyBase.into(engine.http());
            scenario.env("DOCKER_HOST", engine.host());
            Underway underway = building(TinyBase.NAME);
            engine.kill();

            Told told = underway.end(BOUND);

            isToldInWords(told);
            told.image("app", ImageStatus.FAILED);
            awaitProcesses(false);
        }
    }

    @Test
    void a_session_that_is_cut_before_a_step_that_needs_it() throws IOException {
        scenario.assumeBuildKit("has no session");
        try (EngineProxy proxy = proxy()) {
            scenario.pipeline("  app: {retry: {attempts: 3, within: 60s}, secrets: {token: {env: TOKEN}}}\n");
            scenario.write(
                    "app/Dockerfile",
                    """
                    FROM python:3.11-slim
                    RUN touch /begun-%s && sleep 8
                    RUN --mount=type=secret,id=token,required=true cat /run/secrets/token | wc -c > /size
                    """
                            .formatted(scenario.mark()));
            Underway underway = scenario.env("DOCKER_HOST", proxy.host())
                    .env("TOKEN", "a token of 22 characters")
                    .slipway()
                    .start("build");
            underway.until("the first step runs", EngineLossIT::runs);
            assertThat(proxy.cut(request -> request.contains("/session")))
                    .as("sessions among %s", proxy.open())
                    .isPositive();

            Told told = underway.end(BOUND);

            // The cut is over when it is found out, so that another attempt may pass.
            assertThat(told.exit()).as("%s", told).isIn(0, 1);
            assertThat(told.image("app").attempts().getFirst().diagnosis())
                    .as("%s", told)
                    .isPresent();
            assertThat(told.out() + told.err()).contains("session").doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void every_connection_cut_in_the_middle_of_a_build() throws IOException {
        try (EngineProxy proxy = proxy()) {
            scenario.env("DOCKER_HOST", proxy.host());
            Underway underway = building(Scenario.PYTHON);
            proxy.refuse("");
            proxy.cut(request -> true);

            Told told = underway.end(BOUND);

            isToldInWords(told);
            awaitProcesses(false);
        }
    }

    private EngineProxy proxy() throws IOException {
        return EngineProxy.open(folder.resolve("engine.sock"), scenario.engine().socket());
    }
}
