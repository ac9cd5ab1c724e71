package dev.slipway.nightly;

import static dev.slipway.nightly.Histories.check;
import static dev.slipway.nightly.Histories.degraded;
import static dev.slipway.nightly.Histories.ended;
import static dev.slipway.nightly.Histories.failed;
import static dev.slipway.nightly.Histories.good;
import static dev.slipway.nightly.Histories.rule;
import static dev.slipway.nightly.Histories.run;
import static dev.slipway.nightly.Histories.spareBroken;
import static dev.slipway.nightly.Histories.unable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is a transition, and what is not. */
class NightsTest {
    private final Histories histories = new Histories();

    @Test
    void goodNightsSayNothing() {
        assertThat(histories.kinds(good(1), good(2), good(3))).isEmpty();
        assertThat(histories.tell(rule(0), good(1)).getFirst().transitions())
                .containsExactly(new Transition.FirstNight(Subject.pipeline("ai-stack")));
    }

    @Test
    void aFailureIsToldOnceAndItsEndOnce() {
        assertThat(histories.kinds(good(1), failed(2, "pip"), failed(3, "pip"), failed(4, "pip"), good(5)))
                .containsExactly("2: new-failure worker", "5: recovered worker");
        assertThat(histories
                        .tell(rule(0), good(1), failed(2, "pip"), failed(3, "pip"))
                        .getLast()
                        .after()
                        .of(Subject.image("worker")))
                .get()
                .isInstanceOfSatisfying(Standing.Failing.class, failing -> {
                    assertThat(failing.nights()).isEqualTo(2);
                    assertThat(failing.since()).isEqualTo(Histories.FIRST.plus(Duration.ofDays(1)));
                });
    }

    @Test
    void whatFailsOnTheFirstNightIsNews() {
        assertThat(histories.kinds(failed(1, "pip"))).containsExactly("1: new-failure worker");
        assertThat(histories.kinds(degraded(1))).containsExactly("1: degraded worker");
    }

    @Test
    void anotherCauseIsNewsAndItsReturnToo() {
        assertThat(histories.kinds(failed(1, "pip"), failed(2, "disk"), failed(3, "disk"), failed(4, "pip")))
                .containsExactly("1: new-failure worker", "2: fails-otherwise worker", "4: fails-otherwise worker");
    }

    @Test
    void aFallAndTheClimbBack() {
        assertThat(histories.kinds(good(1), degraded(2), degraded(3), good(4)))
                .containsExactly("2: degraded worker", "4: climbed-back worker");
        assertThat(histories.kinds(degraded(1), failed(2, "pip"), degraded(3)))
                .containsExactly("1: degraded worker", "2: new-failure worker", "3: degraded worker");
        assertThat(histories
                        .tell(rule(0), failed(1, "pip"), failed(2, "pip"), degraded(3))
                        .getLast()
                        .transitions())
                .singleElement()
                .isInstanceOfSatisfying(Transition.Degraded.class, fall -> assertThat(fall.nights())
                        .isEqualTo(2));
    }

    @Test
    void aDegradedImageTellsWhyThePreferredVariantFailed() {
        assertThat(histories.tell(rule(0), good(1), degraded(2)).getLast().transitions())
                .singleElement()
                .isInstanceOfSatisfying(Transition.Degraded.class, fall -> {
                    assertThat(fall.trouble().category()).isEqualTo("no-compiler");
                    assertThat(fall.variant()).isEqualTo("minimal");
                });
    }

    @Test
    void aDebtFallsDueOnceAndKeepsTheNightsFailing() {
        assertThat(histories.kinds(rule(3), good(1), degraded(2), degraded(3), degraded(4), degraded(5), good(6)))
                .containsExactly("2: degraded worker", "4: debt-due worker", "6: climbed-back worker");
        List<Nights.Told> told =
                histories.tell(rule(3), good(1), degraded(2), degraded(3), degraded(4), degraded(5), good(6));
        assertThat(told.stream().map(night -> night.after().failed()))
                .containsExactly(false, false, false, true, true, false);
        assertThat(histories.kinds(rule(1), degraded(1), degraded(2))).containsExactly("1: debt-due worker");
    }

    @Test
    void aRowOfNightsIsBrokenByAGoodOneAndByNothingElse() {
        assertThat(histories.kinds(rule(3), degraded(1), degraded(2), good(3), degraded(4), degraded(5)))
                .containsExactly("1: degraded worker", "3: climbed-back worker", "4: degraded worker");
        Night dead = run(3, Ending.CUT_OFF, ended("worker", null));
        assertThat(histories.kinds(rule(3), degraded(1), degraded(2), dead, degraded(4)))
                .containsExactly("1: degraded worker", "3: cut-off ai-stack", "4: debt-due worker");
    }

    @Test
    void failingPaysNoDebt() {
        assertThat(histories.kinds(rule(3), degraded(1), degraded(2), failed(3, "pip"), degraded(4), degraded(5)))
                .containsExactly("1: degraded worker", "3: new-failure worker", "4: debt-due worker");
    }

    @Test
    void severalNightsOfOneDayAreOne() {
        Night again = new Night.Ran(withBegin(degraded(2), degraded(2).began().plusSeconds(3600)));
        assertThat(histories.kinds(rule(3), degraded(1), degraded(2), again, degraded(3)))
                .containsExactly("1: degraded worker", "3: debt-due worker");
    }

    @Test
    void aNightThatJitterPutsBeyondMidnightIsOfTheDayBefore() {
        Schedule late = new Schedule(LocalTime.of(23, 55), Duration.ofMinutes(10), ZoneOffset.UTC);
        Rule rule = new Rule(late, ZoneOffset.UTC, Duration.ofDays(1000), 3);
        Night[] nights = {
            new Night.Ran(withBegin(degraded(1), Instant.parse("2026-11-01T23:55:00Z"))),
            new Night.Ran(withBegin(degraded(2), Instant.parse("2026-11-03T00:02:00Z"))),
            new Night.Ran(withBegin(degraded(3), Instant.parse("2026-11-03T23:57:00Z")))
        };
        assertThat(histories.kinds(rule, nights)).containsExactly("1: degraded worker", "3: debt-due worker");
        assertThat(histories
                        .tell(rule, nights[0], new Night.Unable(Instant.parse("2026-11-03T00:02:00Z"), "no engine"))
                        .getLast()
                        .transitions())
                .containsExactly(new Transition.Missed(
                        Subject.pipeline("ai-stack"), List.of(LocalDate.of(2026, 11, 2)), "no engine"));
    }

    private static PastRun withBegin(Night night, Instant began) {
        PastRun run = ((Night.Ran) night).run();
        return new PastRun(
                run.id() + "-again",
                run.pipeline(),
                run.command(),
                began,
                run.took(),
                run.ending(),
                run.summary(),
                run.engine(),
                run.provenance(),
                run.images(),
                run.stackChecks());
    }

    @Test
    void aBlockedImageIsNoFailureOfItsOwn() {
        PastImage blocked = ended("frontend", ImageStatus.BLOCKED);
        PastImage fine = ended("frontend", ImageStatus.BUILT);
        assertThat(histories.kinds(
                        run(1, Ending.PROVEN, List.of(good(), fine)),
                        run(2, Ending.FAILED, List.of(failed("pip"), blocked)),
                        run(3, Ending.PROVEN, List.of(good(), fine))))
                .containsExactly("2: new-failure worker", "3: recovered worker");
    }

    @Test
    void spareVariantsBreakAndAreMended() {
        assertThat(histories.kinds(
                        good(1),
                        run(2, Ending.PROVEN, spareBroken("pip")),
                        run(3, Ending.PROVEN, spareBroken("disk")),
                        good(4)))
                .containsExactly("2: spare-broken worker/minimal", "4: spare-mended worker/minimal");
        assertThat(histories
                        .tell(rule(0), run(1, Ending.PROVEN, spareBroken("pip")))
                        .getLast()
                        .after()
                        .failed())
                .isFalse();
    }

    @Test
    void whenNoVariantWorksTheImageIsToldAndNotItsSpares() {
        assertThat(histories.kinds(good(1), failed(2, "pip"), run(3, Ending.PROVEN, spareBroken("pip"))))
                .containsExactly("2: new-failure worker", "3: recovered worker", "3: spare-broken worker/minimal");
    }

    /** An image whose preferred variant failed in such a way that no other was tried. */
    private static Night failedAtOnce(int day) {
        return run(
                day,
                Ending.FAILED,
                new PastImage(
                        "worker",
                        ImageStatus.FAILED,
                        "",
                        "",
                        1,
                        Duration.ofSeconds(3),
                        "the context is gone",
                        null,
                        List.of(new PastImage.Rung("full", false, 1, null))));
    }

    @Test
    void aSpareThatWasNotTriedIsAsItWas() {
        Night broken = run(2, Ending.PROVEN, spareBroken("pip"));
        assertThat(histories.kinds(good(1), broken, failedAtOnce(3), run(4, Ending.PROVEN, spareBroken("pip"))))
                .containsExactly("2: spare-broken worker/minimal", "3: new-failure worker", "4: recovered worker");
        assertThat(histories.kinds(good(1), broken, failedAtOnce(3), good(4)))
                .containsExactly(
                        "2: spare-broken worker/minimal",
                        "3: new-failure worker",
                        "4: recovered worker",
                        "4: spare-mended worker/minimal");
    }

    @Test
    void aSpareThatThePipelineHasNoMoreIsForgotten() {
        PastImage alone = new PastImage(
                "worker",
                ImageStatus.BUILT,
                "full",
                "sha256:1",
                1,
                Duration.ofSeconds(3),
                "",
                null,
                List.of(new PastImage.Rung("full", true, 1, null)));
        assertThat(histories
                        .tell(rule(0), run(1, Ending.PROVEN, spareBroken("pip")), run(2, Ending.PROVEN, alone))
                        .getLast()
                        .after()
                        .of(Subject.spare("worker", "minimal")))
                .isEmpty();
    }

    @Test
    void stackChecksHaveStandingsOfTheirOwn() {
        assertThat(histories.kinds(
                        check(1, StepStatus.PASSED),
                        check(2, StepStatus.FAILED),
                        check(3, StepStatus.ERRORED),
                        check(4, StepStatus.SKIPPED),
                        check(5, StepStatus.PASSED)))
                .containsExactly(
                        "2: new-failure stack/queue",
                        "4: new-failure ai-stack",
                        "5: recovered ai-stack",
                        "5: recovered stack/queue");
    }

    @Test
    void anEngineThatWentAwayIsTheNightsTroubleAndNotTheImages() {
        PastImage lost = failed(Histories.diagnosis("daemon-unreachable", Nature.ENVIRONMENT));
        assertThat(histories.kinds(good(1), run(2, Ending.ENGINE_LOST, lost), good(3)))
                .containsExactly("2: new-failure ai-stack", "3: recovered ai-stack");
        assertThat(histories.kinds(good(1), run(2, Ending.ENGINE_LOST, failed("pip")), good(3)))
                .containsExactly(
                        "2: new-failure ai-stack",
                        "2: new-failure worker",
                        "3: recovered ai-stack",
                        "3: recovered worker");
    }

    @Test
    void aNightThatDiedTellsWhatItSaw() {
        Night dead = run(2, Ending.CUT_OFF, List.of(failed("pip"), ended("frontend", null)));
        assertThat(histories.kinds(good(1), dead)).containsExactly("2: cut-off ai-stack", "2: new-failure worker");
        assertThat(histories.tell(rule(0), good(1), dead).getLast().transitions())
                .contains(new Transition.CutOff(Subject.pipeline("ai-stack"), "worker failed; not seen: 1 image"));
    }

    @Test
    void anInterruptedNightIsNone() {
        assertThat(histories.tell(rule(0), good(1), run(2, Ending.INTERRUPTED, failed("pip")), good(3)))
                .hasSize(2);
        assertThat(histories.tell(rule(0), run(1, Ending.RUNNING, ended("worker", null))))
                .isEmpty();
        assertThat(histories.kinds(good(1), run(2, Ending.INTERRUPTED, failed("pip")), good(3)))
                .as("and the day has had no night")
                .containsExactly("3: missed ai-stack");
    }

    @Test
    void missedNightsAreToldByTheNextOne() {
        assertThat(histories.tell(rule(0), good(1), good(4)).getLast().transitions())
                .containsExactly(new Transition.Missed(
                        Subject.pipeline("ai-stack"),
                        List.of(LocalDate.of(2026, 11, 2), LocalDate.of(2026, 11, 3)),
                        ""));
    }

    @Test
    void onlyWhoIsWatchedCanMissANight() {
        List<Night> nights = List.of(good(1), good(5));
        Transition missed = new Transition.Missed(Subject.pipeline("ai-stack"), List.of(LocalDate.of(2026, 11, 4)), "");
        assertThat(new Nights("ai-stack", rule(0), histories, Histories.FIRST.plus(Duration.ofDays(2)))
                        .tell(nights, Instant.EPOCH)
                        .getLast()
                        .transitions())
                .as("since the third day")
                .containsExactly(missed);
        assertThat(new Nights("ai-stack", rule(0), histories, null)
                        .tell(nights, Instant.EPOCH)
                        .getLast()
                        .transitions())
                .isEmpty();
    }

    @Test
    void withoutAScheduleNothingIsMissed() {
        assertThat(histories.kinds(new Rule(null, ZoneOffset.UTC, Duration.ofDays(1000), 0), good(1), good(9)))
                .isEmpty();
    }

    @Test
    void aNightWithoutAnEngineIsMissedWithAReasonAndOnce() {
        assertThat(histories.kinds(good(1), unable(2), unable(3), good(4))).containsExactly("2: missed ai-stack");
        assertThat(histories.tell(rule(0), good(1), unable(2)).getLast().transitions())
                .containsExactly(new Transition.Missed(
                        Subject.pipeline("ai-stack"), List.of(LocalDate.of(2026, 11, 2)), "no engine answers"));
    }

    @Test
    void staleIsToldWhenTheLastGoodNightIsTooLongAgo() {
        Rule impatient = new Rule(Histories.SCHEDULE, ZoneOffset.UTC, Duration.ofHours(36), 0);
        assertThat(histories.kinds(
                        impatient, good(1), failed(2, "pip"), failed(3, "pip"), failed(4, "pip"), good(5), good(6)))
                .containsExactly("2: new-failure worker", "3: stale ai-stack", "5: recovered worker");
        assertThat(histories.kinds(impatient, failed(1, "pip"), failed(2, "pip"), failed(3, "pip")))
                .containsExactly("1: new-failure worker", "3: stale ai-stack");
        assertThat(histories.kinds(impatient, degraded(1), degraded(2), degraded(3), degraded(4)))
                .as("what works by a fallback is known to work")
                .containsExactly("1: degraded worker");
    }

    @Test
    void driftOfWhatIsGoodIsNewsAndOfWhatRecoversIsNot() {
        histories.unasked.put("run-2 worker", Histories.drift("numpy", "1.26.4", "2.3.1"));
        assertThat(histories.kinds(good(1), good(2), good(3))).containsExactly("2: drifted worker");
        assertThat(histories.kinds(failed(1, "pip"), good(2)))
                .containsExactly("1: new-failure worker", "2: recovered worker");
        assertThat(new Nights("ai-stack", rule(0), histories, Instant.EPOCH)
                        .tell(List.of(good(1), good(2), good(3)), Histories.FIRST.plus(Duration.ofDays(2)))
                        .get(1)
                        .transitions())
                .as("of old nights nobody asks for it")
                .isEmpty();
    }

    @Test
    void whatThePipelineHasNoMoreIsForgotten() {
        assertThat(histories
                        .tell(rule(0), failed(1, "pip"), run(2, Ending.PROVEN, ended("other", ImageStatus.BUILT)))
                        .getLast()
                        .after()
                        .standings()
                        .keySet())
                .containsExactly(Subject.pipeline("ai-stack"), Subject.image("other"));
    }

    @Test
    void aPipelineIsStaleByTheClockToo() {
        Vigil vigil = histories.tell(rule(0), good(1)).getLast().after();
        Instant now = Histories.FIRST.plus(Duration.ofDays(3));
        assertThat(vigil.staleSince(now, Duration.ofHours(36))).contains(Histories.FIRST);
        assertThat(vigil.missed(Histories.SCHEDULE, Histories.FIRST, now))
                .containsExactly(LocalDate.of(2026, 11, 2), LocalDate.of(2026, 11, 3));
        assertThat(vigil.missed(Histories.SCHEDULE, null, now))
                .as("nobody watches")
                .isEmpty();
        assertThat(Vigil.NONE.staleSince(now, Duration.ofHours(36))).isEmpty();
    }

    /** Failures and their ends alternate, whatever comes; and a night more of the same is never news. */
    @Property(tries = 300)
    void newsAlternatesAndSamenessIsSilent(@ForAll("histories") List<Integer> days) {
        Night[] nights = new Night[days.size() + 1];
        for (int i = 0; i < days.size(); i++) {
            nights[i] = night(days.get(i), i + 1);
        }
        nights[days.size()] = night(days.getLast(), days.size() + 1);
        List<Nights.Told> told = histories.tell(rule(3), nights);
        boolean bad = false;
        for (Nights.Told night : told) {
            for (Transition news : night.transitions()) {
                if (news.kind().equals("new-failure")) {
                    assertThat(bad).as("%s", days).isFalse();
                    bad = true;
                } else if (news instanceof Transition.Recovered
                        || news instanceof Transition.Degraded
                        || news instanceof Transition.DebtDue) {
                    bad = false;
                }
            }
        }
        assertThat(told.getLast().transitions())
                .as("%s", days)
                .allMatch(news -> news instanceof Transition.DebtDue || news instanceof Transition.CutOff);
    }

    private static Night night(int what, int day) {
        return switch (what) {
            case 0 -> good(day);
            case 1 -> degraded(day);
            case 2 -> failed(day, "pip");
            case 3 -> failed(day, "disk");
            case 4 -> run(day, Ending.CUT_OFF, ended("worker", null));
            default -> run(day, Ending.PROVEN, spareBroken("pip"));
        };
    }

    @Provide
    Arbitrary<List<Integer>> histories() {
        return Arbitraries.integers().between(0, 5).list().ofMinSize(1).ofMaxSize(12);
    }
}
