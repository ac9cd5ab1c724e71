package dev.slipway.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.drift.Pins;
import dev.slipway.journal.Golden;
import dev.slipway.past.Bill;
import dev.slipway.past.Past;
import dev.slipway.past.PastRun;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.past.Series;
import dev.slipway.past.Trial;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Provenance;
import dev.slipway.run.StepStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nights as the past remembers them. */
class ReviewTest {
    @TempDir
    private Path folder = Path.of("");

    private final Remembered past = new Remembered();

    /** A past in memory: runs as they are added, bills by run. */
    private static final class Remembered implements Past {
        private final List<PastRun> runs = new ArrayList<>();
        private final Map<String, Bill> bills = new HashMap<>();
        private final List<Trial> trials = new ArrayList<>();

        /** Of other commands, and nights of other homes; newer than all nights. */
        private final List<PastRun> others = new ArrayList<>();

        void add(Night night, String numpy, Map<String, String> inputs) {
            PastRun run = ((Night.Ran) night).run();
            runs.addFirst(run);
            bills.put(
                    run.id(),
                    new Bill(
                            run.id(),
                            "",
                            run.began(),
                            "worker",
                            "full",
                            "f",
                            Provenance.UNKNOWN,
                            "engine",
                            Map.of("python:3.11-slim", "sha256:1"),
                            inputs,
                            List.of(new InstalledPackage("pip", "numpy", numpy)),
                            List.of(),
                            1));
        }

        @Override
        public List<PastRun> runs(String pipeline, int atMost) {
            return Stream.concat(others.stream(), runs.stream()).limit(atMost).toList();
        }

        @Override
        public List<PastRun> nights(String pipeline, int atMost) {
            return runs.stream().limit(atMost).toList();
        }

        @Override
        public Optional<PastRun> run(String id) {
            return runs.stream().filter(run -> run.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Bill> bill(String run, String image) {
            return Optional.ofNullable(bills.get(run));
        }

        @Override
        public Optional<Bill> lastGood(String run, String image) {
            return run(run).flatMap(of -> runs.stream()
                    .filter(earlier -> earlier.began().isBefore(of.began())
                            && earlier.ending().good())
                    .findFirst()
                    .map(earlier -> bills.get(earlier.id())));
        }

        @Override
        public List<Trial> trials(String pipeline, Instant since) {
            return trials.stream().filter(trial -> !trial.at().isBefore(since)).toList();
        }

        @Override
        public List<Series> measures(String pipeline, Instant since) {
            return List.of();
        }
    }

    private NightFiles files() {
        return new NightFiles(folder, Histories.PIPELINE);
    }

    private Review review(Instant until) {
        return Review.of(past, files(), Histories.rule(3), Pins.NONE, until);
    }

    /** A step in each of thirty nights before the first one, that failed in some of them, and in the second one. */
    private void flaky(String subject, String variant, String step) {
        String story = "......x.......x...x......x....";
        for (int night = 0; night < story.length(); night++) {
            boolean passed = story.charAt(night) == '.';
            trial("earlier-" + night, night - story.length(), subject, variant, step, passed);
        }
        trial("run-2", 1, subject, variant, step, false);
    }

    private void trial(String run, int day, String subject, String variant, String step, boolean passed) {
        Instant at = Histories.FIRST.plus(Duration.ofDays(day));
        past.trials.add(
                new Trial(run, at, subject, variant, "check", step, 1, "f", passed, passed ? "" : "deterministic"));
    }

    @ParameterizedTest
    @CsvSource({
        "worker, full, http /health, true",
        "worker, minimal, http /health, false",
        "other, full, http /health, false",
        "stack, '', queue: http /health, false",
    })
    void whatFailedInANightIsTheSubjectsOwn(String subject, String variant, String step, boolean told) {
        past.add(Histories.good(1), "1.26.4", Map.of());
        past.add(Histories.failed(2, "check-not-met"), "1.26.4", Map.of());
        flaky(subject, variant, step);
        Review review = review(Histories.FIRST);
        String known =
                "'" + step + "' is known to be flaky: it changed its mind again 7 of 29 times with the same inputs";
        assertThat(kinds(review)).contains("new-failure");
        assertThat(review.lines().contains(" ".repeat(19) + known)).isEqualTo(told);
        assertThat(review.bulletin().notices(review.untold().getFirst()))
                .filteredOn(notice -> notice.lines().contains("Step " + known + "."))
                .hasSize(told ? 1 : 0);
    }

    @Test
    void stepsOfAStackCheckAreItsOwn() {
        past.add(Histories.good(1), "1.26.4", Map.of());
        past.add(Histories.check(2, StepStatus.FAILED), "1.26.4", Map.of());
        flaky("stack", "", "queue: http /health");
        assertThat(review(Histories.FIRST).lines())
                .anyMatch(line -> line.startsWith(" ".repeat(19) + "'queue: http /health' is known to be flaky: "));
    }

    private static List<String> kinds(Review review) {
        return review.untold().stream()
                .flatMap(night -> night.transitions().stream())
                .filter(Transition::told)
                .map(Transition::kind)
                .toList();
    }

    private static final Map<String, String> INPUTS = Map.of("dockerfile Dockerfile", "1");

    @Test
    void whatCameByItselfIsDriftAndWhatSomebodyChangedIsNot() {
        past.add(Histories.good(1), "1.26.4", INPUTS);
        past.add(Histories.good(2), "2.3.1", INPUTS);
        assertThat(kinds(review(Histories.FIRST))).containsExactly("drifted");
        past.add(Histories.good(3), "2.3.2", Map.of("dockerfile Dockerfile", "2"));
        assertThat(kinds(review(Histories.FIRST.plus(Duration.ofDays(1))))).isEmpty();
    }

    @Test
    void aFailureNamesItsSuspect() {
        past.add(Histories.good(1), "1.26.4", INPUTS);
        past.add(Histories.failed(2, "numpy-abi-mismatch"), "2.3.1", INPUTS);
        Review review = review(Histories.FIRST);
        assertThat(review.bulletin().notices(review.untold().getFirst()))
                .singleElement()
                .satisfies(
                        notice -> assertThat(notice.lines()).anyMatch(line -> line.contains("numpy 1.26.4 → 2.3.1")));
    }

    @Test
    void whatWasToldIsNotToldAgain() {
        past.add(Histories.good(1), "1", INPUTS);
        past.add(Histories.failed(2, "pip"), "1", INPUTS);
        past.add(Histories.failed(3, "pip"), "1", INPUTS);
        past.add(Histories.good(4), "1", INPUTS);
        assertThat(kinds(review(Histories.FIRST.plus(Duration.ofDays(1))))).containsExactly("recovered");
        assertThat(kinds(review(Histories.FIRST.plus(Duration.ofDays(3))))).isEmpty();
        assertThat(kinds(review(Histories.FIRST)))
                .as("two nights that could not tell")
                .containsExactly("new-failure", "recovered");
    }

    @Test
    void theFirstReviewTellsOfTheLastNightAlone() {
        past.add(Histories.failed(1, "pip"), "1", INPUTS);
        past.add(Histories.good(2), "1", INPUTS);
        assertThat(kinds(Review.of(past, files(), Histories.rule(0), Pins.NONE, null)))
                .containsExactly("recovered");
    }

    @Test
    void nightsWithoutAnEngineStandBesideTheRuns() {
        past.add(Histories.good(1), "1", INPUTS);
        new UnableNights(files()).add((Night.Unable) Histories.unable(2));
        assertThat(kinds(review(Histories.FIRST))).containsExactly("missed");
        assertThat(review(Histories.FIRST).vigil().unable()).isTrue();
    }

    @Test
    void onlyTheNightsOfThisHomeCountHoweverManyOtherRunsThereAre() {
        past.add(Histories.good(1), "1", INPUTS);
        past.add(Histories.failed(2, "pip"), "1", INPUTS);
        Night elsewhere = Histories.good(3);
        past.others.addAll(Collections.nCopies(5_000, ((Night.Ran) elsewhere).run()));
        Review review = review(Histories.FIRST);
        assertThat(review.nights()).hasSize(2);
        assertThat(kinds(review)).containsExactly("new-failure");
        assertThat(review.vigil().failed()).isTrue();
    }

    @Test
    void nightsBeforeTheTimerWasThereAreNotMissed() {
        past.add(Histories.good(1), "1", INPUTS);
        past.add(Histories.good(9), "1", INPUTS);
        assertThat(kinds(review(Histories.FIRST))).as("no timer at all").isEmpty();
        LastNight.NONE.watchedSince(Histories.FIRST.plus(Duration.ofDays(7))).write(files());
        assertThat(kinds(review(Histories.FIRST))).as("one of yesterday").isEmpty();
        LastNight.NONE.watchedSince(Histories.FIRST.plus(Duration.ofDays(5))).write(files());
        assertThat(kinds(review(Histories.FIRST))).containsExactly("missed");
    }

    @Test
    void aNightAtWorkIsNotOverdue() {
        LastNight watched = LastNight.NONE.watchedSince(Histories.FIRST.minusSeconds(60));
        Instant now = Histories.FIRST.plus(Duration.ofDays(2)).plus(Duration.ofHours(2));
        past.add(Histories.good(1), "1", INPUTS);
        past.add(Histories.good(2), "1", INPUTS);
        assertThat(status(watched, "", now).missed()).hasSize(1);
        past.add(Histories.run(3, Ending.RUNNING, List.of()), "1", INPUTS);
        NightStatus status = status(watched, "", now);
        assertThat(status.missed()).isEmpty();
        assertThat(status.bad()).isFalse();
        assertThat(status(watched, "", now.plus(Duration.ofDays(1))).missed())
                .as("the one after it")
                .containsExactly(LocalDate.of(2026, 11, 4));
    }

    @Test
    void statusInWords() {
        StringBuilder text = new StringBuilder();
        LastNight watched = LastNight.NONE.watchedSince(Histories.FIRST.minusSeconds(60));
        Instant now = Histories.FIRST.plus(Duration.ofHours(1));
        status(text, "before the first night", watched, "", now);
        past.add(Histories.good(1), "1", INPUTS);
        status(text, "good", watched, "systemd", now);
        past.add(Histories.degraded(2), "1", INPUTS);
        status(text, "degraded", watched, "cron", now.plus(Duration.ofDays(1)));
        past.add(Histories.failed(3, "pip"), "1", INPUTS);
        status(text, "failing", LastNight.NONE, "", now.plus(Duration.ofDays(2)));
        status(text, "and three days later", watched, "", now.plus(Duration.ofDays(5)));
        Golden.check("nightly/status.txt", text.toString());
    }

    private void status(StringBuilder text, String title, LastNight last, String timers, Instant now) {
        NightStatus status = status(last, timers, now);
        text.append("=== ").append(title).append(status.bad() ? ": bad\n" : ": fine\n");
        status.lines(status.bad() ? List.of("ai-stack: worker fails: pip (hooks.example.org)") : List.of())
                .forEach(line -> text.append(line).append('\n'));
    }

    private NightStatus status(LastNight last, String timers, Instant now) {
        Rule rule = new Rule(Histories.SCHEDULE, Histories.SCHEDULE.zone(), Duration.ofHours(60), 0);
        return NightStatus.of(Review.of(past, files(), rule, Pins.NONE, now), rule, last, timers, now);
    }
}
