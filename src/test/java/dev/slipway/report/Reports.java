package dev.slipway.report;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.drift.Drift;
import dev.slipway.drift.Suspect;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.Runs;
import dev.slipway.journal.Script;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What reports of tests are made from. */
public final class Reports {
    /** Everything that anybody's reader could take for its own. */
    public static final String EVIL =
            "<script>alert(1)</script> ]]> &amp; \u001b]0;owned\u0007\u001b[2Jevil\u202e\u0000\ud800 | `x` **b** [l](http://evil.example)"
                    + "\n::error file=/etc/passwd::owned\n::set-output name=x::y\n# heading\n<!-- %0A%25 -->";

    public static final Declared DECLARED = new Declared(Map.of(
            "",
            new Place("pipelines/ai-stack/pipeline.yaml", 0),
            "worker",
            new Place("pipelines/ai-stack/pipeline.yaml", 31),
            "stack/the API takes a job",
            new Place("pipelines/ai-stack/pipeline.yaml", 58)));

    private Reports() {}

    public static RunReport of(List<RunEvent> events) {
        return of(events, false, List.of());
    }

    public static RunReport of(List<RunEvent> events, boolean alive, List<Drift> drifts) {
        Path root = Path.of("/home/ada/stack");
        return new RunReport(
                "20260304-023000-7f3a",
                RunStory.of(events),
                root.resolve(".slipway/runs/20260304-023000-7f3a"),
                root,
                alive,
                drifts);
    }

    public static RunReport named(String run) {
        return switch (run) {
            case "degraded" -> of(Runs.degraded(), false, List.of(numpy()));
            case "failed" -> of(Runs.failed());
            case "interrupted" -> of(Runs.interrupted());
            case "cut-off" -> of(cut());
            case "at-work" -> of(cut(), true, List.of());
            case "placed" -> of(placed());
            case "healed" -> of(healed());
            case "hostile" -> of(hostile());
            case "empty" -> of(List.of());
            default -> throw new IllegalArgumentException(run);
        };
    }

    /** The same, when the good run is another home's. */
    public static Drift elsewhere(String home) {
        Drift drift = numpy();
        return new Drift(drift.image(), drift.goodRun(), home, drift.goodAt(), drift.commit(), drift.suspects());
    }

    public static Drift numpy() {
        return new Drift(
                "worker",
                "20260303-023000-11aa",
                Instant.parse("2026-03-03T02:30:00Z"),
                "4f1c0ff, as then",
                List.of(
                        new Suspect(
                                Suspect.Kind.PACKAGE,
                                "numpy",
                                "1.26.4",
                                "2.3.1",
                                95,
                                "a new major version, and nothing in your files pins it"),
                        new Suspect(Suspect.Kind.FILE, "backend/app.py", "", "", 20, "")));
    }

    /** The first half of a run: an attempt failed, the next one is at work. */
    private static List<RunEvent> cut() {
        List<RunEvent> events = Runs.degraded();
        int end = 0;
        while (!(events.get(end) instanceof RunEvent.StepEnded step
                && step.span().endsWith("default#2/build/2"))) {
            end++;
        }
        return events.subList(0, end);
    }

    /** A build that knows its Dockerfile and the line. */
    public static List<RunEvent> placed() {
        Diagnosis why = new Diagnosis(
                "no compiler",
                Nature.DETERMINISTIC,
                "pip-no-compiler",
                List.of(new Quote(98, "error: command 'gcc' failed: No such file or directory")),
                "hiredis has no wheel for this platform and its source needs gcc.",
                List.of("Maybe install build-essential in the stage that runs pip."),
                null);
        String build = "image/worker/default#1/build";
        return new Script()
                .run("build", new PlannedImage("worker", "build", "never built", List.of("default"), List.of()))
                .image("worker", "never built")
                .attempt("worker", "default", 1)
                .step(build, StepKind.BUILD, "build my worker/Dockerfile")
                .step(build + "/1", StepKind.LAYER, "[2/2] RUN pip install hiredis")
                .after(4)
                .stepEnds(build + "/1", StepStatus.FAILED, "exit code: 1", Map.of())
                .stepEnds(
                        build,
                        StepStatus.FAILED,
                        "exit code: 1",
                        Map.of("place", "/home/ada/stack/my worker/Dockerfile:12"))
                .attemptEnds("worker", "default#1", StepStatus.FAILED, why)
                .imageEnds("worker", ImageStatus.FAILED, Result.NONE, "no compiler")
                .ends(RunEvent.Verdict.FAILED, "")
                .events();
    }

    /**
     * One base came on the second try, another not at all: the lower rung did without. The first attempt of the lower one had
     * no step; a spare rung had none either.
     */
    private static List<RunEvent> healed() {
        String build = "image/worker/lean#2/build";
        return new Script()
                .run(
                        "nightly",
                        new PlannedImage("worker", "build", "never built", List.of("full", "lean", "tiny"), List.of()))
                .image("worker", "never built")
                .base("gone:1", 1, "failed", "", missing("gone:1"))
                .attempt("worker", "full", 1)
                .attemptEnds("worker", "full#1", StepStatus.FAILED, missing("gone:1"))
                .fallsBack("worker", "full", "lean", "base-missing")
                .base("late:1", 2, "failed", "", missing("late:1"))
                .attempt("worker", "lean", 1)
                .attemptEnds("worker", "lean#1", StepStatus.FAILED, missing("late:1"))
                .retry("worker", "lean", 2, 3, "base-missing may pass")
                .after(3)
                .base("late:1", 4, "pulled", "", null)
                .attempt("worker", "lean", 2)
                .passed(build, StepKind.BUILD, "build worker/Dockerfile", 5, "")
                .attemptEnds("worker", "lean#2", StepStatus.PASSED, null)
                .attempt("worker", "tiny", 1)
                .after(1)
                .attemptEnds("worker", "tiny#1", StepStatus.FAILED, missing("gone:1"))
                .imageEnds("worker", ImageStatus.DEGRADED, new Result("lean", "sha256:1", 1), "base-missing")
                .ends(RunEvent.Verdict.DEGRADED, "")
                .events();
    }

    public static Diagnosis missing(String base) {
        String words = "pulling " + base + ": no answer";
        return new Diagnosis("base-missing", Nature.TRANSIENT, "none", List.of(), words, List.of(), null);
    }

    private static List<RunEvent> hostile() {
        Diagnosis why = new Diagnosis(
                EVIL, Nature.UNKNOWN, EVIL, List.of(new Quote(1, EVIL), new Quote(0, EVIL)), EVIL, List.of(EVIL), null);
        String build = "image/a/v#1/build";
        return new Script()
                .run("build", new PlannedImage("a", EVIL, EVIL, List.of("v", "w"), List.of(EVIL)))
                .notice(RunEvent.Level.WARNING, EVIL)
                .base("evil/" + EVIL, 12, EVIL, EVIL, why)
                .image("a", EVIL)
                .attempt("a", "v", 1)
                .step(build, StepKind.BUILD, EVIL)
                .after(15)
                .stepEnds(build, StepStatus.FAILED, EVIL, Map.of(EVIL, EVIL, "place", EVIL + ":7"))
                .attemptEnds("a", "v#1", StepStatus.FAILED, why)
                .retry("a", "v", 2, 3, EVIL)
                .fallsBack("a", "v", "w", EVIL)
                .imageEnds("a", ImageStatus.FAILED, new Result(EVIL, EVIL, 1), EVIL)
                .stack("stack/1", EVIL)
                .after(3)
                .stackEnds("stack/1", StepStatus.FAILED, EVIL, why)
                .promotion(2, List.of(EVIL), EVIL)
                .ends(RunEvent.Verdict.DEGRADED, EVIL)
                .events();
    }
}
