package dev.slipway.nightly;

import static dev.slipway.nightly.Histories.failed;
import static dev.slipway.nightly.Histories.good;
import static dev.slipway.nightly.Histories.run;
import static dev.slipway.nightly.Histories.unable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.past.PastRun.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nights did not take place. The first one is that of the first of November. */
class MissedNightTest {
    private final Histories histories = new Histories();

    private List<String> missed(Rule rule, @Nullable Instant watched, int now, Night... nights) {
        return missed(rule, watched, now, null, nights);
    }

    private List<String> missed(
            Rule rule, @Nullable Instant watched, int now, @Nullable Instant atWork, Night... nights) {
        Review review = new Review(
                histories.tell(rule, nights),
                List.of(),
                new Bulletin("ai-stack", ZoneOffset.UTC, histories, histories),
                atWork);
        Instant noon = Histories.FIRST.plus(Duration.ofDays(now - 1L)).plus(Duration.ofHours(9));
        return MissedNight.of(review, rule, watched, noon).stream()
                .map(night -> night.day().getDayOfMonth() + (night.why().isEmpty() ? "" : ": " + night.why()))
                .toList();
    }

    @Test
    void thoseBetweenNightsThoseWithoutAnEngineAndThoseThatAreOverdue() {
        assertThat(missed(
                        Histories.rule(0), Instant.EPOCH, 9, good(1), failed(3, "pip"), unable(5), unable(6), good(7)))
                .containsExactly("2", "4", "5: no engine answers", "6: no engine answers", "8", "9");
    }

    @Test
    void notOneThatWasMadeUpFor() {
        assertThat(missed(Histories.rule(0), Instant.EPOCH, 2, good(1), unable(2), good(2)))
                .isEmpty();
    }

    @Test
    void oneThatWasInterruptedAndNotBegunAgain() {
        assertThat(missed(
                        Histories.rule(0),
                        Instant.EPOCH,
                        3,
                        good(1),
                        run(2, Ending.INTERRUPTED, Histories.good()),
                        good(3)))
                .containsExactly("2");
    }

    @Test
    void notOneThatIsAtWorkHoweverLongItTakes() {
        Instant third = Histories.FIRST.plus(Duration.ofDays(2));
        assertThat(missed(Histories.rule(0), Instant.EPOCH, 3, third, good(1))).containsExactly("2");
        assertThat(missed(Histories.rule(0), Instant.EPOCH, 3, third, good(1), good(2), unable(3)))
                .as("it makes up for one that found no engine")
                .isEmpty();
    }

    @Test
    void withoutATimeOnlyThoseThatCouldNotBeRun() {
        Rule none = new Rule(null, ZoneOffset.UTC, Duration.ofDays(1), 0);
        assertThat(missed(none, Instant.EPOCH, 9, good(1), unable(5), good(7))).containsExactly("5: no engine answers");
    }

    @Test
    void noneIsOverdueThatNobodyWatchesFor() {
        assertThat(missed(Histories.rule(0), null, 9, good(1))).isEmpty();
    }
}
