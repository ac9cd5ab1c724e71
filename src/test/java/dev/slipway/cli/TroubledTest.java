package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.journal.Runs;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.RunEnded;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of which images somebody may want to know what differs. */
class TroubledTest {
    private static final Instant AT = Instant.EPOCH;
    private static final Duration TOOK = Duration.ofSeconds(1);

    private final Troubled troubled = new Troubled();

    private void attemptFails(Nature nature) {
        Diagnosis why = new Diagnosis("it-broke", nature, "none", List.of(), "It broke.", List.of(), null);
        troubled.on(new AttemptEnded(AT, "image/api/full#1", TOOK, "api", StepStatus.FAILED, why, "api.log"));
    }

    private void imageEnds(ImageStatus status) {
        troubled.on(new ImageEnded(AT, "image/api", TOOK, "api", status, Result.NONE, ""));
    }

    private void runEnds(Verdict verdict) {
        troubled.on(new RunEnded(AT, "run", TOOK, verdict, ""));
    }

    @Test
    void oneThatFellBackAndNotOneThatPassedWhenTriedAgain() {
        Runs.degraded().forEach(troubled::on);
        assertThat(troubled.images()).containsExactly("worker");
    }

    @Test
    void oneThatFailed() {
        attemptFails(Nature.UNKNOWN);
        imageEnds(ImageStatus.FAILED);
        runEnds(Verdict.FAILED);
        assertThat(troubled.images()).containsExactly("api");
    }

    @Test
    void notOneThatWasKeptDegraded() {
        imageEnds(ImageStatus.DEGRADED);
        runEnds(Verdict.DEGRADED);
        assertThat(troubled.images()).isEmpty();
    }

    @Test
    void notWhatTheMachineIsToBlameFor() {
        attemptFails(Nature.ENVIRONMENT);
        imageEnds(ImageStatus.FAILED);
        runEnds(Verdict.FAILED);
        assertThat(troubled.images()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERRUPTED", "ENGINE_LOST"})
    void noneOfARunThatWasCutShort(Verdict verdict) {
        attemptFails(Nature.UNKNOWN);
        imageEnds(ImageStatus.FAILED);
        runEnds(verdict);
        assertThat(troubled.images()).isEmpty();
    }
}
