package dev.slipway.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.past.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was known of a step when it failed. */
class KnownFlakyTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T02:30:00Z");
    private static final String FLAKY = "......x.......x...x......x....";

    private static Trial trial(int night, int attempt, String step, boolean passed, String nature) {
        return new Trial(
                "run-" + night,
                FIRST.plus(Duration.ofDays(night)),
                "api",
                "full",
                "check",
                step,
                attempt,
                "f",
                passed,
                passed ? "" : nature);
    }

    private static List<Trial> nights(String story) {
        List<Trial> trials = new ArrayList<>();
        for (int night = 0; night < story.length(); night++) {
            trials.add(trial(night, 1, "http /health", story.charAt(night) == '.', "unknown"));
        }
        return trials;
    }

    private static List<String> known(List<Trial> trials, int night) {
        return KnownFlaky.in(trials, "run-" + night, FIRST.plus(Duration.ofDays(night)), trial -> true).stream()
                .map(Steadiness::known)
                .toList();
    }

    @Test
    void aStepThatWasFlakyBeforeItFailed() {
        List<Trial> trials = nights(FLAKY + "x");
        assertThat(known(trials, 30))
                .containsExactly("known to be flaky: it changed its mind again 7 of 29 times with the same inputs");
        assertThat(known(trials, 29)).as("it passed").isEmpty();
    }

    @Test
    void notOneThatOnlyThisRunMakesFlaky() {
        List<Trial> trials = nights("......x......x");
        assertThat(Flakiness.flaky(trials)).isNotEmpty();
        assertThat(known(trials, 13)).isEmpty();
    }

    @Test
    void notOneThatPassedInTheLastAttempt() {
        List<Trial> trials = nights(FLAKY + "x");
        trials.add(trial(30, 2, "http /health", true, ""));
        trials.add(trial(30, 2, "import numpy", false, "deterministic"));
        assertThat(known(trials, 30)).isEmpty();
    }

    @Test
    void notAFailureThatBlamesARemote() {
        List<Trial> trials = nights(FLAKY);
        trials.add(trial(30, 1, "http /health", false, "transient"));
        assertThat(known(trials, 30)).isEmpty();
    }
}
