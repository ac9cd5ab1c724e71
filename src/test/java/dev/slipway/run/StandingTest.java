package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Remote;
import dev.slipway.run.Remotes.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The circuit breaker of a remote, without a clock. Times are seconds. */
class StandingTest {
    private static final Remote INDEX = new Remote("index.example");
    private static final Standing.Pausing PAUSE = failures -> Duration.ofSeconds(failures * 10L);

    private final Remotes remotes = new Remotes();

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private boolean opens(String image, long seconds) {
        return remotes.failed(INDEX, image, "index-unreachable", PAUSE, at(seconds))
                .isPresent();
    }

    private Turn turn(String image, long seconds) {
        return remotes.turn(INDEX, image, at(seconds));
    }

    @Test
    void opensByTheThirdFailureInARowWhoeverMeetsIt() {
        assertThat(opens("a", 1)).isFalse();
        assertThat(opens("b", 2)).isFalse();
        assertThat(turn("c", 2)).isEqualTo(new Turn.Go());
        assertThat(remotes.failed(INDEX, "c", "index-unreachable", PAUSE, at(3)))
                .contains(new Standing.Avoided(3, "c", "index-unreachable", at(33)));
        assertThat(turn("a", 32)).isInstanceOf(Turn.Later.class);
    }

    @Test
    void anAnswerBetweenFailuresBeginsTheCountAnew() {
        opens("a", 1);
        opens("a", 2);
        assertThat(remotes.answered(INDEX)).isFalse();
        assertThat(opens("a", 3)).isFalse();
        assertThat(opens("a", 4)).isFalse();
        assertThat(opens("a", 5)).isTrue();
    }

    @Test
    void afterThePauseOneAsksForAll() {
        opens("a", 1);
        opens("b", 1);
        opens("c", 1);
        assertThat(turn("b", 31)).isEqualTo(new Turn.Go());
        assertThat(turn("a", 31)).isEqualTo(new Turn.AfterProbe("b"));
        assertThat(turn("b", 31)).isEqualTo(new Turn.Go());
        assertThat(remotes.answered(INDEX)).isTrue();
        assertThat(turn("a", 32)).isEqualTo(new Turn.Go());
    }

    @Test
    void aProbeThatFailsOpensItForLonger() {
        opens("a", 1);
        opens("b", 1);
        opens("c", 1);
        turn("b", 31);
        assertThat(remotes.failed(INDEX, "b", "index-unreachable", PAUSE, at(35)))
                .contains(new Standing.Avoided(4, "b", "index-unreachable", at(75)));
    }

    @Test
    void aFailureOfWhoHadBegunBeforeChangesNothing() {
        opens("a", 1);
        opens("b", 1);
        opens("c", 1);
        assertThat(opens("late", 5)).isFalse();
        turn("a", 31);
        assertThat(opens("later", 32)).isFalse();
        assertThat(turn("b", 32)).isEqualTo(new Turn.AfterProbe("a"));
    }

    @Test
    void aProbeThatSaysNothingLetsAnotherAsk() {
        opens("a", 1);
        opens("b", 1);
        opens("c", 1);
        turn("a", 31);
        remotes.silent(INDEX, "b", at(33));
        assertThat(turn("c", 33)).isEqualTo(new Turn.AfterProbe("a"));
        remotes.silent(INDEX, "a", at(34));
        assertThat(turn("c", 34)).isEqualTo(new Turn.Go());
    }

    @Test
    void remotesDoNotShareTheirFailures() {
        opens("a", 1);
        opens("b", 1);
        assertThat(remotes.failed(new Remote("hub.example"), "c", "hub-unreachable", PAUSE, at(1)))
                .isEmpty();
        assertThat(turn("d", 2)).isEqualTo(new Turn.Go());
    }

    @Test
    void inAnyOrderOfThingsNoMoreThanOneProbesAndSomebodyAlwaysMayInTheEnd() {
        Random random = new Random(4711);
        for (int round = 0; round < 2000; round++) {
            Remotes shuffled = new Remotes();
            List<String> probing = new ArrayList<>();
            long now = 0;
            for (int step = 0; step < 60; step++) {
                String image = "i" + random.nextInt(5);
                now += at(random.nextInt(20));
                boolean open = !(shuffled.standing(INDEX) instanceof Standing.Trusted);
                if (probing.remove(image)) {
                    switch (random.nextInt(3)) {
                        case 0 -> shuffled.answered(INDEX);
                        case 1 -> shuffled.failed(INDEX, image, "x", PAUSE, now);
                        default -> shuffled.silent(INDEX, image, now);
                    }
                } else if (shuffled.turn(INDEX, image, now) instanceof Turn.Go && open) {
                    probing.add(image);
                    assertThat(probing).hasSize(1);
                } else if (!open) {
                    shuffled.failed(INDEX, image, "x", PAUSE, now);
                }
            }
            probing.forEach(image -> shuffled.silent(INDEX, image, 0));
            assertThat(shuffled.turn(INDEX, "last", Long.MAX_VALUE)).isEqualTo(new Turn.Go());
        }
    }
}
