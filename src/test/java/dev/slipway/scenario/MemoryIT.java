package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the kernel kills for want of memory is known by the engine's own word, and tried again alone. */
final class MemoryIT {
    private static final long TOO_LITTLE = 64L * 1024 * 1024;

    @RegisterExtension
    private final Scenario scenario = new Scenario("hungry");

    @Test
    void a_process_that_the_kernel_kills_is_told_by_the_engines_flag_and_passes_alone() {
        Underway underway = scenario.slipway().start("build");
        letGo(underway, 1, TOO_LITTLE);
        letGo(underway, 2, Long.MAX_VALUE);
        Told told = underway.end();

        told.exits(0).image("model", ImageStatus.BUILT);
        assertThat(told.why("model", 0).category()).as("%s", told).isEqualTo("out-of-memory-killed");
        assertThat(told.why("model", 0).nature()).isEqualTo(Nature.ENVIRONMENT);
        assertThat(told.why("model", 0).rule()).as("%s", told).isEqualTo("out-of-memory");
        assertThat(told.image("model").attempts()).hasSize(2);
        told.says("alone");
    }

    /** The program waits for a file, so that its container can be given its memory before it takes any. */
    private void letGo(Underway underway, int attempt, long memory) {
        // Not sooner: what looks into the image has a container of its own, which waits for nothing.
        underway.until(
                "the check of attempt " + attempt,
                event -> event instanceof StepStarted step
                        && step.kind() == StepKind.CHECK
                        && step.span().contains("#" + attempt + "/"));
        await("a container to let go")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> {
                    String run = underway.told().id();
                    if (memory < Long.MAX_VALUE) {
                        scenario.engine().limitMemory(run, memory);
                    }
                    return scenario.engine().touch("/go", run) > 0;
                });
    }
}
