package dev.slipway.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.judgement.Steadiness.State;
import dev.slipway.past.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlakinessTest {
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:30:00Z");

    /** A dot is a passed trial, x a failed one, t one that failed for a remote, | a change of the inputs. */
    @ParameterizedTest
    @CsvSource({
        "............................................................, STEADY",
        "......x.......x...x......x..........x......x................, FLAKY",
        "......x.......x............................................., STEADY",
        "......x.......x...........x................................., FLAKY",
        "......................xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, BROKEN",
        "......................xxxxxx................................, STEADY",
        "......................x....................................., STEADY",
        ".x, BROKEN",
        ".x., TOO_FEW",
        ".x.x, BROKEN",
        ".x.x.x, FLAKY",
        "......x|......x|......x|......, STEADY",
        "...t....t....t....t.t.t.t..., STEADY",
        "tttttt, TOO_FEW",
    })
    void aStepIsFlakyThatChangesItsMindWithTheSameInputs(String story, State expected) {
        assertThat(Flakiness.of(trials(story)))
                .singleElement()
                .extracting(Steadiness::state)
                .isEqualTo(expected);
    }

    @Test
    void itIsToldInNumbers() {
        assertThat(words("......x.......x...x......x..........x......x..t....t..........."))
                .isEqualTo(
                        "failed 6 of 61 times, and changed its mind again 11 of 60 times with the same inputs (at least 11 %); 2 more"
                                + " failures blame a remote or the machine, and do not count");
        assertThat(words("......")).isEqualTo("passed all 6 times");
        assertThat(words("......xxx")).isEqualTo("failed 3 of 9 times, the last time too: broken rather than flaky");
        assertThat(words(".x..")).isEqualTo("too few trials with the same inputs (3 to compare)");
    }

    @Test
    void twoOfTwoAttemptsOfTheSameNightCount() {
        List<Trial> trials = new ArrayList<>();
        for (int night = 0; night < 10; night++) {
            if (night % 3 == 0) {
                trials.add(trial(night, 1, "f", false, "unknown"));
                trials.add(trial(night, 2, "f", true, ""));
            } else {
                trials.add(trial(night, 1, "f", true, ""));
            }
        }

        assertThat(Flakiness.flaky(trials)).singleElement().satisfies(step -> {
            assertThat(step.step()).hasToString("backend/full: http /health");
            assertThat(step.flips()).isEqualTo(6);
        });
    }

    @Test
    void ofUnknownInputsNothingFollows() {
        List<Trial> trials = new ArrayList<>();
        for (int night = 0; night < 20; night++) {
            trials.add(trial(night, 1, "", night % 2 == 0, "unknown"));
        }

        assertThat(Flakiness.flaky(trials)).isEmpty();
    }

    @Property(tries = 300)
    void theOrderOfTheTrialsIsTheirTimeAlone(@ForAll @Size(max = 40) List<Boolean> passed, @ForAll Random random) {
        List<Trial> trials = new ArrayList<>();
        for (int night = 0; night < passed.size(); night++) {
            trials.add(trial(night, 1, "f", passed.get(night), "unknown"));
        }
        List<Trial> shuffled = new ArrayList<>(trials);
        Collections.shuffle(shuffled, random);

        assertThat(Flakiness.of(shuffled)).isEqualTo(Flakiness.of(trials)).allSatisfy(step -> {
            assertThat(step.score()).isBetween(0.0, 1.0);
            assertThat(step.atLeast()).isBetween(0.0, step.score());
        });
    }

    @Property(tries = 300)
    void whatOnlyBrokeOrOnlyHealedIsNeverFlaky(
            @ForAll @IntRange(max = 50) int first, @ForAll @IntRange(max = 50) int second, @ForAll boolean begins) {
        List<Trial> trials = new ArrayList<>();
        for (int night = 0; night < first + second; night++) {
            trials.add(trial(night, 1, "f", night < first == begins, "unknown"));
        }

        assertThat(Flakiness.flaky(trials)).isEmpty();
    }

    private static String words(String story) {
        return Flakiness.of(trials(story)).getFirst().words();
    }

    private static List<Trial> trials(String story) {
        List<Trial> trials = new ArrayList<>();
        int inputs = 0;
        for (int night = 0; night < story.length(); night++) {
            char told = story.charAt(night);
            if (told == '|') {
                inputs++;
            } else {
                trials.add(trial(
                        night,
                        1,
                        "f" + inputs,
                        told == '.',
                        told == 't' ? "transient" : told == 'x' ? "deterministic" : ""));
            }
        }
        return trials;
    }

    private static Trial trial(int night, int attempt, String fingerprint, boolean passed, String nature) {
        return new Trial(
                "run-" + night,
                NIGHT.plusSeconds(night * 86_400L),
                "backend",
                "full",
                "http",
                "http /health",
                attempt,
                fingerprint,
                passed,
                nature);
    }
}
