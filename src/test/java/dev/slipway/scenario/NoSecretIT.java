package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Of a build that passes, the value of its secret is found in no place that outlives the step which may see it, however
 * loudly the step tells it: not in the image's history and configuration, and not in a log of the most talkative kind.
 */
final class NoSecretIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    private final String value =
            "s3cr3t-" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + "-value";

    @BeforeEach
    void classicHasNone() {
        scenario.assumeBuildKit("has no secrets");
        scenario.pipeline(
                """
                  app:
                    secrets: {token: {env: TOKEN}}
                """);
        scenario.env("TOKEN", value).env("SLIPWAY_DEBUG", "yes");
    }

    private Told build() {
        scenario.write(
                "app/Dockerfile",
                """
                FROM python:3.11-slim
                RUN --mount=type=secret,id=token echo "to out: $(cat /run/secrets/token)"; \\
                    echo "to err: $(cat /run/secrets/token)" >&2; \\
                    cat /run/secrets/token | fold -w 5; echo; \\
                    printf 'in the middle %s of a line\\n' "$(cat /run/secrets/token)"; \\
                    sleep 1
                """);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger looks = new AtomicInteger();
        Underway underway = scenario.slipway().start("build", "--output", "plain");
        Thread watch = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                seen.addAll(LiveEngine.processes(value));
                looks.incrementAndGet();
                LockSupport.parkNanos(20_000_000);
            }
        });
        Told told;
        try {
            told = underway.end();
        } finally {
            watch.interrupt();
        }
        assertThat(looks).as("looks into the table of processes").hasPositiveValue();
        assertThat(seen).as("processes with the value in their command line").isEmpty();
        return told;
    }

    @Test
    void a_build_that_passes_leaves_it_nowhere() {
        Told told = build();

        told.exits(0).image("app", ImageStatus.BUILT);
        isNowhere(told);
        String image = scenario.tagged("app").orElseThrow();
        assertThat(scenario.engine().everythingAbout(image)).doesNotContain(value);
    }

    private void isNowhere(Told told) {
        assertThat(told.out()).doesNotContain(value);
        assertThat(told.err()).doesNotContain(value);
        List<Path> files = Leavings.files(scenario.place());
        assertThat(files)
                .extracting(file -> String.valueOf(file.getFileName()))
                .contains("journal.jsonl", "slipway.log");
        assertThat(files).allSatisfy(file -> assertThat(Leavings.text(file)).doesNotContain(value));
        assertThat(told.events()).as("what was printed is told").anyMatch(event -> event.toString()
                .contains("to out: "));
    }
}
