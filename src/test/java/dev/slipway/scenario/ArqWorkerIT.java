package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The worker in full within its time, the minimal one in its place beyond it, and each of its team's earlier failures. */
@Tag("seed")
final class ArqWorkerIT {
    @RegisterExtension
    private final Scenario scenario = Scenario.shipped("arq-worker", "python:3.13-slim", "redis:7");

    @Test
    void the_full_worker_is_proven_and_what_was_before_it_is_told_as_what_it_is() {
        Slipway slipway = scenario.slipway().within(Duration.ofMinutes(25));
        Told built = slipway.run("build");

        built.exits(0).image("worker", ImageStatus.BUILT).image("before", ImageStatus.DEGRADED);
        assertThat(built.image("worker").attempts()).as("%s", built).hasSize(1);
        assertThat(built.all(StackCheckEnded.class)).singleElement().satisfies(check -> assertThat(check.status())
                .isEqualTo(StepStatus.PASSED));
        explained(built.why("before", 0), "python-version-incompatible", Nature.DETERMINISTIC, "onnxruntime==1.19.2");
        explained(built.why("before", 1), "missing-system-library", Nature.DETERMINISTIC, "pg_config");
        assertThat(built.image("before").attempts()).as("%s", built).hasSize(3);

        scenario.write("worker/.venv/lib/large.bin", "x".repeat(20_000_000));
        scenario.write("worker/notebooks/try.ipynb", "{}");
        Told again = slipway.run("build");

        again.exits(0).image("worker", ImageStatus.CACHED);
        assertThat(again.all(StepStarted.class)).as("%s", again).isEmpty();
        slipway.run("check").exits(0);
        // No port is published: what asks this stack is a job.
        try (KeptStack stack = new KeptStack(scenario, slipway)) {
            stack.up();
            assertThat(stack.run("worker", "python", "-m", "jobs.ask", "count_words", "a worker takes a job"))
                    .contains("\"words\": 5");
            stack.down();
        }
    }

    @Test
    void the_full_worker_is_cut_off_at_its_budget_and_the_minimal_one_takes_the_jobs() throws IOException {
        // A step of its own: finished steps of other builds would be there in time.
        Path train = Path.of("pipelines/arq-worker/worker/requirements.train.txt");
        scenario.write("worker/requirements.train.txt", Files.readString(train) + "# " + scenario.mark() + "\n");
        Told built = scenario.set("full_time", "3s")
                .slipway()
                .within(Duration.ofMinutes(10))
                .run("build", "worker");

        built.exits(0).image("worker", ImageStatus.DEGRADED);
        // What was at work when time was over is quoted, whatever it was.
        explained(built.why("worker", 0), "time-budget-exceeded", Nature.DETERMINISTIC, "");
        assertThat(built.all(FellBack.class)).singleElement().satisfies(fall -> assertThat(fall.to())
                .isEqualTo("minimal"));
    }

    @Test
    void what_lies_beside_the_code_is_left_out_by_the_ignore_file_and_told_without_it() {
        scenario.write("worker/.venv/lib/large.bin", "x".repeat(60_000_000));
        Slipway slipway = scenario.slipway();
        assertThat(slipway.run("validate").out()).doesNotContain("context-weight");
        scenario.delete("worker/.dockerignore");

        slipway.run("validate").says("60 MB of the 60 MB in the context", ".venv 60 MB", "context-weight");
    }

    @Test
    void uv_outside_of_path_is_told_by_validate_and_by_the_build() {
        scenario.slipway().run("validate").exits(2).says("uv was installed into ~/.local/bin", "tool-off-path");
        scenario.only("before", "uv");

        Told built = scenario.slipway().within(Duration.ofMinutes(10)).run("build", "before");

        built.exits(1).image("before", ImageStatus.FAILED);
        explained(built.why("before", 0), "tool-not-in-path", Nature.CONFIGURATION, "uv: not found");
    }

    private static void explained(Diagnosis why, String category, Nature nature, String quote) {
        assertThat(why.category()).as("%s", why).isEqualTo(category);
        assertThat(why.nature()).as("%s", why).isEqualTo(nature);
        assertThat(why.quotes()).extracting(Quote::text).as("%s", why).anyMatch(line -> line.contains(quote));
    }
}
