package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.past.Occasion;
import dev.slipway.past.PastBase;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Remembered runs, as people read them. */
class HistoryWordsTest {
    private static final Instant NIGHT = Instant.parse("2026-03-04T02:30:00Z");
    private static final Diagnosis NO_COMPILER = new Diagnosis(
            "no compiler",
            Nature.DETERMINISTIC,
            "pip-no-compiler",
            List.of(new Quote(98, "  error: command 'gcc' failed")),
            "hiredis must be compiled, and there is no compiler.",
            List.of("Maybe install build-essential."),
            null);
    private static final PastImage BACKEND =
            image("backend", ImageStatus.BUILT, "default", null, List.of(new Rung("default", true, 2, NO_COMPILER)));
    private static final PastImage WORKER = image(
            "worker",
            ImageStatus.DEGRADED,
            "minimal",
            NO_COMPILER,
            List.of(new Rung("full", false, 1, NO_COMPILER), new Rung("minimal", true, 1, null)));
    private static final PastImage DOCS = new PastImage(
            "docs", ImageStatus.BLOCKED, "", "", 0, Duration.ZERO, "needs \u001b[31mbackend", null, List.of());
    private static final PastImage LOST = image("lost", null, "", null, List.of());

    private static PastImage image(
            String name, @Nullable ImageStatus status, String variant, @Nullable Diagnosis why, List<Rung> rungs) {
        return new PastImage(
                name,
                status,
                variant,
                "sha256:1",
                variant.isEmpty() ? 0 : 120_400_000,
                Duration.ofSeconds(81),
                "",
                why,
                rungs);
    }

    private static PastRun run(String pipeline, String id, Ending ending, PastImage... images) {
        return new PastRun(
                id,
                pipeline,
                "nightly",
                NIGHT,
                Duration.ofSeconds(95),
                ending,
                ending == Ending.INTERRUPTED ? "nothing is left" : "",
                "Docker 28.5 at unix:///run/docker.sock",
                new Provenance("0.1.0", "4f1c0ffee4f1c0ffee4f1c0ffee4f1c0ffee4f1c", true),
                List.of(images),
                List.of(new PastCheck("a job travels", StepStatus.PASSED, Duration.ofSeconds(4), "202", null)));
    }

    private static String told(List<Line> lines) {
        return lines.stream().map(line -> line.print(Look.BARE)).collect(Collectors.joining("\n"));
    }

    private static HistoryWords words() {
        return new HistoryWords(new Look(false, true), ZoneOffset.UTC);
    }

    @Test
    void eachRunIsALine() {
        assertThat(told(words().runs(
                                List.of(
                                        run("shop", "20260304-023000-7f3a", Ending.RUNNING, LOST),
                                        run("shop", "20260303-023000-11aa", Ending.PROVEN, BACKEND),
                                        run("shop", "20260302-023000-22bb", Ending.DEGRADED, BACKEND, WORKER),
                                        run("shop", "20260301-023000-33cc", Ending.INTERRUPTED, LOST),
                                        run("shop", "20260228-023000-44dd", Ending.CUT_OFF, LOST)),
                                200)))
                .isEqualTo(
                        """
                        run   when              command  ending           took  images
                        7f3a  2026-03-04 02:30  nightly  · running      1m 35s      ◌1
                        11aa  2026-03-04 02:30  nightly  ✓ PROVEN       1m 35s      ✓1
                        22bb  2026-03-04 02:30  nightly  ▲ DEGRADED     1m 35s   ✓1 ▲1  worker by 'minimal': hiredis must be \
                        compiled, and there is no compiler.
                        33cc  2026-03-04 02:30  nightly  ◌ INTERRUPTED  1m 35s      ◌1  nothing is left
                        44dd  2026-03-04 02:30  nightly  ◌ CUT OFF      1m 35s      ◌1  its process died""");
    }

    @Test
    void pipelinesAreNamedWhereThereAreSeveral() {
        assertThat(told(words().runs(
                                List.of(
                                        run("shop", "20260304-023000-7f3a", Ending.PROVEN),
                                        run("blog", "20260303-023000-11aa", Ending.PROVEN)),
                                80)))
                .isEqualTo(
                        """
                        run   when              pipeline  command  ending      took  images
                        7f3a  2026-03-04 02:30  shop      nightly  ✓ PROVEN  1m 35s
                        11aa  2026-03-04 02:30  blog      nightly  ✓ PROVEN  1m 35s""");
    }

    @Test
    void aRunIsToldWithAllThatIsKnown() {
        List<PastBase> bases = List.of(new PastBase("python:3.11-slim", "sha256:aa", "pulled", "", null));
        assertThat(told(words().run(
                                run("shop", "20260304-023000-7f3a", Ending.FAILED, BACKEND, WORKER, DOCS),
                                bases,
                                90,
                                ".slipway/runs/x/journal.jsonl")))
                .isEqualTo(
                        """
                        ✗ FAILED  shop  nightly 20260304-023000-7f3a, 1m 35s
                          began    2026-03-04 02:30:00
                          engine   Docker 28.5 at unix:///run/docker.sock
                          made by  slipway 0.1.0, commit 4f1c0ffee4f1 and changes since
                          base     python:3.11-slim, pulled, sha256:aa

                        ✓ backend  built     default  1m 21s  120 MB  'default' passed in 2 attempts
                        ▲ worker   DEGRADED  minimal  1m 21s  120 MB  'full' failed, 'minimal' passed
                        ⊘ docs     blocked                            needs backend
                          stack    ✓ a job travels  4.0s  202

                        ✗ worker (full) failed: hiredis must be compiled, and there is no compiler.
                          seen     98 │   error: command 'gcc' failed
                          nature   deterministic: the same attempt would fail again (pip-no-compiler)
                          Maybe    install build-essential.

                          journal  .slipway/runs/x/journal.jsonl""");
    }

    @Test
    void anImageIsToldWithWhatCameIn() {
        assertThat(told(words().image(
                                List.of(
                                        new Occasion(
                                                "20260304-023000-7f3a",
                                                "shop",
                                                "nightly",
                                                NIGHT,
                                                "nightly",
                                                WORKER,
                                                List.of(
                                                        "pip a 1 → 2",
                                                        "pip b 1 → 2",
                                                        "pip c 1 → 2",
                                                        "pip d 1 → 2",
                                                        "pip e 1 → 2")),
                                        new Occasion(
                                                "20260303-023000-11aa",
                                                "shop",
                                                "build",
                                                NIGHT,
                                                "app.py changed",
                                                BACKEND,
                                                List.of())),
                                200)))
                .isEqualTo(
                        """
                        run   when              status      variant    took    size
                        7f3a  2026-03-04 02:30  ▲ DEGRADED  minimal  1m 21s  120 MB  hiredis must be compiled, and there is no \
                        compiler.; pip a 1 → 2, pip b 1 → 2, pip c 1 → 2, pip d 1 → 2 and 1 more
                        11aa  2026-03-04 02:30  ✓ built     default  1m 21s  120 MB  app.py changed""");
    }
}
