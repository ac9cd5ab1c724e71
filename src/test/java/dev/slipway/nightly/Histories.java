package dev.slipway.nightly;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.drift.Drift;
import dev.slipway.drift.Suspect;
import dev.slipway.past.PastCheck;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastImage.Rung;
import dev.slipway.past.PastRun;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Provenance;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nights as a test tells them: one image, {@code worker}, of the variants full and minimal, and a stack check. */
final class Histories implements Changes, Flaky {
    static final String PIPELINE = "ai-stack";
    static final Instant FIRST = Instant.parse("2026-11-01T02:31:00Z");
    static final Schedule SCHEDULE = new Schedule(LocalTime.of(2, 30), Duration.ofMinutes(10), ZoneOffset.UTC);

    final Map<String, Drift> unasked = new HashMap<>();
    final Map<String, Drift> sinceGood = new HashMap<>();
    final Map<String, List<String>> flaky = new HashMap<>();

    static Diagnosis diagnosis(String category, Nature nature) {
        return new Diagnosis(
                category,
                nature,
                "rule",
                List.of(new Quote(7, "ERROR: " + category)),
                "What it says is " + category + ".",
                List.of("Maybe pin it."),
                null);
    }

    static Diagnosis diagnosis(String category) {
        return diagnosis(category, Nature.DETERMINISTIC);
    }

    static PastImage good() {
        return new PastImage(
                "worker",
                ImageStatus.BUILT,
                "full",
                "sha256:1",
                1,
                Duration.ofSeconds(3),
                "",
                null,
                List.of(new Rung("full", true, 1, null), new Rung("minimal", true, 1, null)));
    }

    static PastImage spareBroken(String category) {
        return new PastImage(
                "worker",
                ImageStatus.BUILT,
                "full",
                "sha256:1",
                1,
                Duration.ofSeconds(3),
                "",
                null,
                List.of(new Rung("full", true, 1, null), new Rung("minimal", false, 1, diagnosis(category))));
    }

    static PastImage degraded(String category) {
        return new PastImage(
                "worker",
                ImageStatus.DEGRADED,
                "minimal",
                "sha256:2",
                1,
                Duration.ofSeconds(3),
                "'full' failed",
                diagnosis("another"),
                List.of(new Rung("full", false, 1, diagnosis(category)), new Rung("minimal", true, 1, null)));
    }

    static PastImage failed(String category) {
        return failed(diagnosis(category));
    }

    static PastImage failed(Diagnosis why) {
        return new PastImage(
                "worker",
                ImageStatus.FAILED,
                "",
                "",
                0,
                Duration.ofSeconds(3),
                "no variant works",
                why,
                List.of(new Rung("full", false, 1, why), new Rung("minimal", false, 1, diagnosis("other"))));
    }

    static PastImage ended(String name, @Nullable ImageStatus status) {
        return new PastImage(name, status, "", "", 0, Duration.ZERO, "", null, List.of());
    }

    static Night run(int day, Ending ending, PastImage image, PastCheck... checks) {
        return run(day, ending, List.of(image), checks);
    }

    static Night run(int day, Ending ending, List<PastImage> images, PastCheck... checks) {
        Instant began = FIRST.plus(Duration.ofDays(day - 1L));
        return new Night.Ran(new PastRun(
                "run-" + day,
                PIPELINE,
                "nightly",
                began,
                Duration.ofMinutes(5),
                ending,
                "",
                "engine",
                Provenance.UNKNOWN,
                images,
                List.of(checks)));
    }

    static Night good(int day) {
        return run(day, Ending.PROVEN, good());
    }

    static Night degraded(int day) {
        return run(day, Ending.DEGRADED, degraded("no-compiler"));
    }

    static Night failed(int day, String category) {
        return run(day, Ending.FAILED, failed(category));
    }

    static Night check(int day, StepStatus status) {
        boolean passed = status == StepStatus.PASSED;
        return run(
                day,
                passed ? Ending.PROVEN : Ending.FAILED,
                good(),
                new PastCheck("queue", status, Duration.ZERO, passed ? "" : "no job came back", null));
    }

    static Night unable(int day) {
        return new Night.Unable(FIRST.plus(Duration.ofDays(day - 1L)), "no engine answers");
    }

    static Drift drift(String what, String before, String now) {
        return new Drift(
                "worker",
                "run-0",
                FIRST.minus(Duration.ofDays(1)),
                "",
                List.of(new Suspect(Suspect.Kind.PACKAGE, what, before, now, 90, "nothing in your files pins it")));
    }

    List<Nights.Told> tell(Rule rule, Night... nights) {
        return new Nights(PIPELINE, rule, this, Instant.EPOCH).tell(List.of(nights), Instant.EPOCH);
    }

    /** What each night changed, as {@code day: kind subject}. */
    List<String> kinds(Rule rule, Night... nights) {
        List<String> kinds = new ArrayList<>();
        for (Nights.Told told : tell(rule, nights)) {
            long day = Duration.between(FIRST, told.night().began()).toDays() + 1;
            told.transitions().stream()
                    .filter(Transition::told)
                    .forEach(news -> kinds.add(day + ": " + news.kind() + " " + news.subject()));
        }
        return kinds;
    }

    /** As {@link #kinds}, without staleness and with the schedule of the tests. */
    List<String> kinds(Night... nights) {
        return kinds(rule(0), nights);
    }

    static Rule rule(int failAfter) {
        return new Rule(SCHEDULE, ZoneOffset.UTC, Duration.ofDays(1000), failAfter);
    }

    static Night[] nights(Night... nights) {
        return Stream.of(nights).toArray(Night[]::new);
    }

    @Override
    public Optional<Drift> sinceGood(String run, Subject subject, Trouble trouble) {
        return Optional.ofNullable(sinceGood.get(run + " " + subject));
    }

    @Override
    public Optional<Drift> unasked(String run, Subject subject) {
        return Optional.ofNullable(unasked.get(run + " " + subject));
    }

    @Override
    public List<String> steps(String run, Subject subject) {
        return flaky.getOrDefault(run + " " + subject, List.of());
    }
}
