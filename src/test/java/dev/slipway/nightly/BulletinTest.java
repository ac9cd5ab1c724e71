package dev.slipway.nightly;

import static dev.slipway.nightly.Histories.check;
import static dev.slipway.nightly.Histories.degraded;
import static dev.slipway.nightly.Histories.failed;
import static dev.slipway.nightly.Histories.good;
import static dev.slipway.nightly.Histories.run;
import static dev.slipway.nightly.Histories.spareBroken;
import static dev.slipway.nightly.Histories.unable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.journal.Golden;
import dev.slipway.notices.Notice;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every transition in words. */
class BulletinTest {
    private final Histories histories = new Histories();
    private final Bulletin bulletin = new Bulletin("ai-stack", ZoneOffset.UTC, histories, histories);

    private String told(Rule rule, Night... nights) {
        StringBuilder text = new StringBuilder();
        List<Nights.Told> all = histories.tell(rule, nights);
        for (int i = 0; i < all.size(); i++) {
            new NightLines("ai-stack", bulletin).of(all.get(i), i + 1).forEach(line -> text.append(line)
                    .append('\n'));
            for (Notice notice : bulletin.notices(all.get(i))) {
                text.append("--- ")
                        .append(notice.key())
                        .append('\n')
                        .append(notice.headline())
                        .append('\n');
                notice.lines().forEach(line -> text.append(line).append('\n'));
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void failures() {
        histories.sinceGood.put("run-2 worker", Histories.drift("numpy", "1.26.4", "2.3.1"));
        histories.unasked.put("run-5 worker", Histories.drift("openssl", "3.0.15", "3.0.17"));
        Golden.check(
                "nightly/failures.txt",
                told(
                        new Rule(Histories.SCHEDULE, ZoneOffset.UTC, Duration.ofHours(36), 0),
                        good(1),
                        failed(2, "import-failed"),
                        failed(3, "no-space"),
                        good(4),
                        good(5),
                        check(6, StepStatus.FAILED)));
    }

    @Test
    void aFailureThatIsKnownToBeFlakyIsATransitionAsAnyOther() {
        String known =
                "'http /health' is known to be flaky: it changed its mind again 4 of 31 times with the same inputs";
        histories.flaky.put("run-2 worker", List.of(known));
        histories.flaky.put("run-3 worker", List.of(known));
        assertThat(told(Histories.rule(0), good(1), failed(2, "check-not-met"), failed(3, "check-not-met")))
                .contains(
                        """
                          new-failure      worker fails: check-not-met
                                           'http /health' is known to be flaky: it changed its mind again 4 of 31 times with the same inputs
                        --- ai-stack/new-failure/worker/run-2
                        ai-stack: worker fails: check-not-met
                        What it says is check-not-met.
                          | ERROR: check-not-met
                        Maybe pin it.
                        Step 'http /health' is known to be flaky: it changed its mind again 4 of 31 times with the same inputs.
                        """)
                .contains(
                        """
                          still failing    worker, day 2, since 2026-11-02: What it says is check-not-met.
                                           'http /health' is known
                        """
                                .stripTrailing());
    }

    @Test
    void fallsAndGaps() {
        Golden.check(
                "nightly/falls.txt",
                told(
                        Histories.rule(3),
                        good(1),
                        degraded(2),
                        degraded(3),
                        degraded(4),
                        degraded(5),
                        run(6, Ending.PROVEN, spareBroken("pip")),
                        good(9),
                        unable(10),
                        run(11, Ending.CUT_OFF, failed("pip"))));
    }

    @Test
    void manyMissedNightsAreToldByTheFirstAndTheLast() {
        assertThat(told(Histories.rule(0), good(1), good(9)))
                .contains("the nights of 2026-11-02, 2026-11-03, 2026-11-04, 2026-11-05, 2026-11-06, 2026-11-07,"
                        + " 2026-11-08 were missed");
        assertThat(told(Histories.rule(0), good(1), good(10)))
                .contains("the nights of 2026-11-02 to 2026-11-09 (8 nights) were missed");
    }

    @Test
    void theSameThingHasTheSameKeyHoweverOftenItIsTold() {
        Night[] nights = {good(1), failed(2, "pip")};
        assertThat(told(Histories.rule(0), nights))
                .isEqualTo(told(Histories.rule(0), nights))
                .contains("--- ai-stack/new-failure/worker/run-2");
    }
}
