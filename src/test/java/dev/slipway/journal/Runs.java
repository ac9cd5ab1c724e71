package dev.slipway.journal;

import static dev.slipway.run.StepKind.BUILD;
import static dev.slipway.run.StepKind.CHECK;
import static dev.slipway.run.StepKind.LAYER;
import static dev.slipway.run.StepKind.PRELOAD;
import static dev.slipway.run.StepKind.SERVICE;
import static dev.slipway.run.StepStatus.ERRORED;
import static dev.slipway.run.StepStatus.FAILED;
import static dev.slipway.run.StepStatus.PASSED;
import static dev.slipway.run.StepStatus.SKIPPED;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Stories of runs, between them with every kind of event and every status of an image. */
public final class Runs {
    private static final Diagnosis INDEX_BUSY = new Diagnosis(
            "package index unavailable",
            Nature.TRANSIENT,
            "pip-503",
            List.of(
                    new Quote(212, "WARNING: Retrying (Retry(total=0)) after connection broken by 'ResponseError'"),
                    new Quote(214, "ERROR: HTTP error 503 while getting https://index.example/simple/arq/")),
            "the package index answered 503 while pip was fetching arq.",
            List.of("Maybe wait: the index says when it is back.", "Maybe name a mirror in PIP_INDEX_URL."),
            Duration.ofSeconds(4));
    private static final Diagnosis NO_COMPILER = new Diagnosis(
            "no compiler",
            Nature.DETERMINISTIC,
            "pip-no-compiler",
            List.of(
                    new Quote(98, "  error: command 'gcc' failed: No such file or directory"),
                    new Quote(101, "  ERROR: Failed building wheel for hiredis")),
            "hiredis has no wheel for this platform and its source needs gcc, which the image does not have.",
            List.of("Maybe install build-essential in the stage that runs pip."),
            null);
    private static final Diagnosis UNRECOGNISED = new Diagnosis(
            "build step failed",
            Nature.UNKNOWN,
            "none",
            List.of(),
            "'make dist' ended with exit code 2.",
            List.of(),
            null);
    private static final Diagnosis NO_DOCKERFILE = new Diagnosis(
            "missing Dockerfile",
            Nature.CONFIGURATION,
            "dockerfile-missing",
            List.of(new Quote(0, "failed to read dockerfile: open Dockerfile.prod: no such file or directory")),
            "backend/Dockerfile.prod does not exist.",
            List.of("Maybe 'Dockerfile.production', which is there?"),
            null);
    private static final Diagnosis NO_ANSWER = new Diagnosis(
            "stack check failed",
            Nature.UNKNOWN,
            "none",
            List.of(new Quote(0, "41 tries in 30s, last answer 503 \"queue is down\"")),
            "the API never accepted a job.",
            List.of("Maybe look at the worker's log."),
            null);

    private Runs() {}

    /** A stand-in base, an unchanged image, a retry that passes, a fallback, a preload, a service, a stack check, moved tags. */
    public static List<RunEvent> degraded() {
        Script script = new Script()
                .run(
                        "build",
                        new PlannedImage("backend", "build", "requirements.txt changed", List.of("default"), List.of()),
                        new PlannedImage("frontend", "reuse", "unchanged", List.of("default"), List.of()),
                        new PlannedImage(
                                "worker", "build", "needs backend", List.of("full", "minimal"), List.of("backend")))
                .notice(Level.INFO, "removed 2 containers that a killed run had left behind")
                .after(0.2)
                .base("python:3.11-slim", 1.3, "provided", "Debian's Python 3.11", null)
                .base("redis:7", 0.1, "present", "", null)
                .image("frontend", "unchanged")
                .imageEnds("frontend", ImageStatus.CACHED, new Result("default", "sha256:f0", 24_300_000), "");
        backend(script);
        worker(script);
        stackPasses(script);
        return script.promotion(
                        0.3,
                        List.of("ai-stack/backend:latest", "ai-stack/frontend:latest", "ai-stack/worker:latest"),
                        "")
                .ends(Verdict.DEGRADED, "3 images proven, worker by its second variant")
                .events();
    }

    private static void backend(Script script) {
        String first = "image/backend/default#1";
        script.image("backend", "requirements.txt changed")
                .attempt("backend", "default", 1)
                .step(first + "/build", BUILD, "build")
                .passed(first + "/build/1", LAYER, "[1/4] FROM python:3.11-slim", 0.1, "cached")
                .step(first + "/build/2", LAYER, "[2/4] RUN pip install -r requirements.txt")
                .after(1)
                .prints(
                        first + "/build/2",
                        "Collecting fastapi==0.115.0",
                        "ERROR: HTTP error 503 while getting https://index.example/simple/arq/")
                .after(11)
                .stepEnds(first + "/build/2", FAILED, "exit 1", Map.of())
                .stepEnds(first + "/build", FAILED, "stopped at [2/4]", Map.of())
                .attemptEnds("backend", "default#1", FAILED, INDEX_BUSY)
                .retry("backend", "default", 2, 4, "the package index answered 503")
                .after(4);
        String second = "image/backend/default#2";
        script.attempt("backend", "default", 2)
                .step(second + "/build", BUILD, "build")
                .step(second + "/build/2", LAYER, "[2/4] RUN pip install -r requirements.txt")
                .progress(second + "/build/2", "31.0 MB", 31_000_000, 62_000_000)
                .prints(second + "/build/2", "Downloading numpy-1.26.4-cp311-manylinux_x86_64.whl (18.3 MB)")
                .after(65)
                .stepEnds(second + "/build/2", PASSED, "", Map.of())
                .stepEnds(second + "/build", PASSED, "", Map.of())
                .passed(
                        second + "/preload.models",
                        PRELOAD,
                        "preload models",
                        3.2,
                        "12 MB into /app/model_cache, loads offline")
                .step(second + "/check.1", CHECK, "import cv2, numpy")
                .after(1.4)
                .stepEnds(second + "/check.1", PASSED, "", Map.of("numpy", "1.26.4", "cv2", "4.9.0"))
                .passed(second + "/check.2", CHECK, "GET :8000/health", 2.1, "200 after 4 tries")
                .attemptEnds("backend", "default#2", PASSED, null)
                .imageEnds("backend", ImageStatus.BUILT, new Result("default", "sha256:b0", 431_200_000), "");
    }

    private static void worker(Script script) {
        String full = "image/worker/full#1";
        String minimal = "image/worker/minimal#1";
        script.image("worker", "needs backend")
                .attempt("worker", "full", 1)
                .step(full + "/build", BUILD, "build")
                .step(full + "/build/3", LAYER, "[builder 3/5] RUN pip install hiredis")
                .prints(
                        full + "/build/3",
                        "Building wheels for collected packages: hiredis",
                        "  error: command 'gcc' failed")
                .after(8)
                .stepEnds(full + "/build/3", FAILED, "exit 1", Map.of())
                .stepEnds(full + "/build", FAILED, "stopped at [builder 3/5]", Map.of())
                .attemptEnds("worker", "full#1", FAILED, NO_COMPILER)
                .fallsBack("worker", "full", "minimal", "the same attempt would fail again: no compiler")
                .attempt("worker", "minimal", 1)
                .passed(minimal + "/build", BUILD, "build", 9, "")
                .passed(minimal + "/service.redis", SERVICE, "service redis", 0.8, "ready after 2 tries")
                .passed(minimal + "/check.1", CHECK, "arq app.WorkerSettings --check", 1.1, "")
                .attemptEnds("worker", "minimal#1", PASSED, null)
                .imageEnds(
                        "worker",
                        ImageStatus.DEGRADED,
                        new Result("minimal", "sha256:c0", 120_400_000),
                        "no compiler for hiredis");
    }

    private static void stackPasses(Script script) {
        script.stack("stack/1", "a job travels from the API to the worker and back")
                .passed("stack/1/service.redis", SERVICE, "service redis", 0.5, "")
                .passed("stack/1/step.1", CHECK, "POST backend:8000/jobs", 3.1, "202")
                .stackEnds("stack/1", PASSED, "202 after 2 tries", null);
    }

    /** The author's mistake in one image, an unknown failure, a blocked dependent, a failing stack check, tags withheld. */
    public static List<RunEvent> failed() {
        String dist = "image/tools/default#1/build";
        return new Script()
                .run(
                        "build",
                        new PlannedImage("backend", "build", "never built", List.of("prod"), List.of()),
                        new PlannedImage(
                                "worker", "build", "needs backend", List.of("full", "minimal"), List.of("backend")),
                        new PlannedImage("tools", "build", "never built", List.of("default"), List.of()),
                        new PlannedImage("docs", "build", "never built", List.of("default"), List.of()))
                .image("backend", "never built")
                .attempt("backend", "prod", 1)
                .step("image/backend/prod#1/build", BUILD, "build")
                .after(0.2)
                .stepEnds("image/backend/prod#1/build", FAILED, "no such Dockerfile", Map.of())
                .attemptEnds("backend", "prod#1", FAILED, NO_DOCKERFILE)
                .imageEnds("backend", ImageStatus.FAILED, Result.NONE, "backend/Dockerfile.prod does not exist")
                .image("worker", "needs backend")
                .imageEnds("worker", ImageStatus.BLOCKED, Result.NONE, "needs backend, which failed")
                .image("tools", "never built")
                .attempt("tools", "default", 1)
                .step(dist, BUILD, "build")
                .step(dist + "/1", LAYER, "[2/2] RUN make dist")
                .prints(dist + "/1", "cc -o dist main.c", "make: *** [Makefile:3: dist] Error 2")
                .after(75)
                .stepEnds(dist + "/1", FAILED, "exit 2", Map.of())
                .stepEnds(dist, FAILED, "stopped at [2/2]", Map.of())
                .step("image/tools/default#1/check.1", CHECK, "image user")
                .stepEnds("image/tools/default#1/check.1", SKIPPED, "there is no image", Map.of())
                .attemptEnds("tools", "default#1", FAILED, UNRECOGNISED)
                .imageEnds("tools", ImageStatus.FAILED, Result.NONE, "'make dist' ended with exit code 2")
                .image("docs", "never built")
                .attempt("docs", "default", 1)
                .passed("image/docs/default#1/build", BUILD, "build", 2.4, "")
                .attemptEnds("docs", "default#1", PASSED, null)
                .imageEnds("docs", ImageStatus.BUILT, new Result("default", "sha256:d0", 9_100_000), "")
                .stack("stack/1", "the API takes a job")
                .step("stack/1/step.1", CHECK, "POST backend:8000/jobs")
                .after(30)
                .stepEnds("stack/1/step.1", ERRORED, "last answer 503", Map.of())
                .stackEnds("stack/1", FAILED, "last answer 503", NO_ANSWER)
                .promotion(0, List.of(), "backend and tools failed")
                .ends(Verdict.FAILED, "")
                .events();
    }

    /** Ctrl-C in the middle of a build. */
    public static List<RunEvent> interrupted() {
        String build = "image/backend/default#1/build";
        return new Script()
                .run(
                        "nightly",
                        new PlannedImage("backend", "build", "nightly", List.of("default"), List.of()),
                        new PlannedImage("frontend", "build", "nightly", List.of("default"), List.of("backend")))
                .notice(Level.WARNING, "the engine keeps no build cache")
                .image("backend", "nightly")
                .attempt("backend", "default", 1)
                .step(build, BUILD, "build")
                .prints(build, "Collecting torch")
                .after(12)
                .stepEnds(build, ERRORED, "cancelled", Map.of())
                .attemptEnds("backend", "default#1", ERRORED, null)
                .imageEnds("backend", ImageStatus.CANCELLED, Result.NONE, "interrupted")
                .promotion(0, List.of(), "the run was interrupted")
                .ends(Verdict.INTERRUPTED, "nothing of this run is left on the engine")
                .events();
    }
}
