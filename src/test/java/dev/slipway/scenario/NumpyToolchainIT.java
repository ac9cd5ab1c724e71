package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The stack whose NumPy is compiled: each of its team's failures happens again, is told as what it is, and is cured. */
@Tag("seed")
final class NumpyToolchainIT {
    @RegisterExtension
    private final Scenario scenario = Scenario.shipped("numpy-toolchain", "node:20-slim", "nginx:1.27", "mongo:7.0");

    @Test
    void a_c_compiler_alone_does_not_compile_numpy() {
        scenario.only("backend", "plain");

        Told built = scenario.slipway().within(Duration.ofMinutes(15)).run("build", "backend");

        built.exits(1).image("backend", ImageStatus.FAILED);
        Diagnosis why = built.why("backend", 0);
        assertThat(why.category()).as("%s", built).isEqualTo("missing-cxx-compiler");
        assertThat(why.nature()).as("%s", built).isEqualTo(Nature.DETERMINISTIC);
        assertThat(why.quotes())
                .as("%s", built)
                .extracting(Quote::text)
                .anyMatch(line -> line.contains("No such file or directory: 'x86_64-linux-gnu-g++'"));
        assertThat(why.remedies()).as("%s", built).anyMatch(remedy -> remedy.contains("install g++"));
    }

    @Test
    void a_database_that_is_not_to_be_had_is_told_before_anything_is_built() {
        scenario.set("mongo_tag", "7.0-alpine");
        Slipway slipway = scenario.slipway();
        slipway.run("validate")
                .exits(2)
                .says("'mongo:7.0-alpine': mongo has no tags of this form", "Maybe 'mongo:7.0'?");

        Told built = slipway.run("build");

        built.exits(1).image("backend", ImageStatus.FAILED).image("frontend", ImageStatus.FAILED);
        assertThat(built.all(StepStarted.class)).as("%s", built).isEmpty();
        assertThat(built.all(BaseEnded.class))
                .as("%s", built)
                .filteredOn(base -> base.how().equals("failed"))
                .isNotEmpty()
                .allMatch(base -> base.reference().equals("mongo:7.0-alpine"));
    }

    /** NumPy compiles for minutes; its wheel is there in seconds, and the check that refuses it is left out. */
    @Test
    void each_image_fails_as_its_team_saw_it_is_proven_and_the_stack_stands() {
        scenario.replace("backend/Dockerfile", "--only-binary :all: --no-binary numpy", "--only-binary :all:");
        scenario.replace(
                "pipeline.yaml",
                "- run: {command: python prove_numpy.py, contains: OpenBLAS is in use, within: 60s}",
                "# an OpenBLAS of its own is in the wheel");
        Slipway slipway = scenario.slipway().within(Duration.ofMinutes(20));

        Told built = slipway.run("build");

        provenByItsCures(built);
        Told again = slipway.run("build");
        again.exits(0).image("backend", ImageStatus.DEGRADED).image("frontend", ImageStatus.DEGRADED);
        assertThat(again.all(StepStarted.class)).as("%s", again).isEmpty();
        slipway.run("check").exits(0);
        standsAndAnswers(slipway);
    }

    @Test
    void the_toolchain_compiles_numpy_against_openblas_and_stays_behind() {
        assumeTrue(
                "yes".equals(System.getenv("SLIPWAY_TEST_HEAVY")),
                "SLIPWAY_TEST_HEAVY=yes compiles NumPy from its sources, which takes minutes");
        Slipway slipway = scenario.slipway().within(Duration.ofMinutes(60));

        provenByItsCures(slipway.run("build"));

        slipway.run("check").exits(0);
        standsAndAnswers(slipway);
    }

    private static void provenByItsCures(Told built) {
        built.exits(0).image("backend", ImageStatus.DEGRADED).image("frontend", ImageStatus.DEGRADED);
        assertThat(built.why("backend", 0).category()).as("%s", built).isEqualTo("missing-cxx-compiler");
        assertThat(built.image("backend").attempts()).as("%s", built).hasSize(2);
        assertThat(built.why("frontend", 0).category()).as("%s", built).isEqualTo("npm-peer-conflict");
        assertThat(built.why("frontend", 1).category()).as("%s", built).isEqualTo("path-missing");
        assertThat(built.why("frontend", 1).quotes())
                .as("%s", built)
                .extracting(Quote::text)
                .anyMatch(line -> line.contains("cannot access '/var/run/series'"));
        assertThat(built.image("frontend").attempts()).as("%s", built).hasSize(3);
        assertThat(built.all(StackCheckEnded.class))
                .hasSize(2)
                .allSatisfy(check -> assertThat(check.status()).as("%s", built).isEqualTo(StepStatus.PASSED));
    }

    /** Through nginx to NumPy, into the database and out of it. */
    private void standsAndAnswers(Slipway slipway) {
        try (KeptStack stack = new KeptStack(scenario, slipway)) {
            stack.up();
            assertThat(stack.send("PUT", "frontend", "/api/series/weather", "file", "backend/measurements.csv"))
                    .contains("\"column\":\"pressure\"", "\"slope\":-0.608571");
            assertThat(stack.get("frontend", "/api/series/weather")).contains("\"name\":\"weather\"");
            stack.down();
        }
    }
}
