package dev.slipway.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DebtTest {
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:30:00Z");

    private final List<PastRun> runs = new ArrayList<>();

    @Test
    void nightsOfBeingDegradedAreCountedUntilAGoodOne() {
        night(ImageStatus.DEGRADED);
        night(ImageStatus.BUILT);
        night(ImageStatus.DEGRADED);
        night(ImageStatus.DEGRADED);

        assertThat(words())
                .containsExactly(
                        "worker has been degraded for 2 nights, since 2026-03-03, by variant minimal: 'full' failed");
        night(ImageStatus.BUILT);
        assertThat(words()).isEmpty();
    }

    @Test
    void nightsThatTellNothingNeitherAddNorPay() {
        night(ImageStatus.DEGRADED);
        night(ImageStatus.FAILED);
        night(ImageStatus.BLOCKED);
        night(null);
        night(ImageStatus.DEGRADED);

        assertThat(Debt.of(runs, ZoneOffset.UTC)).extracting(Debt::nights).containsExactly(2);
    }

    @Test
    void runsOfADayAreOneNightAndOtherCommandsNone() {
        run("nightly", NIGHT, ImageStatus.DEGRADED);
        run("nightly", NIGHT.plusSeconds(3600), ImageStatus.DEGRADED);
        run("build", NIGHT.plusSeconds(7200), ImageStatus.BUILT);
        Collections.reverse(runs);

        assertThat(Debt.of(runs, ZoneOffset.UTC)).extracting(Debt::nights).containsExactly(1);
    }

    @Test
    void anImageThatIsNoLongerInThePipelineOwesNothing() {
        night(ImageStatus.DEGRADED);
        PastRun last = runs.getLast();
        runs.add(run(last, last.began().plus(Duration.ofDays(1)), Ending.CUT_OFF));
        assertThat(words()).as("a night that was cut off may not tell its plan").hasSize(1);

        runs.add(run(last, last.began().plus(Duration.ofDays(2)), Ending.FAILED));
        assertThat(words()).isEmpty();
    }

    /** A night of the same pipeline without any image. */
    private static PastRun run(PastRun like, Instant began, Ending ending) {
        return new PastRun(
                like.id() + began,
                like.pipeline(),
                like.command(),
                began,
                like.took(),
                ending,
                "",
                like.engine(),
                like.provenance(),
                List.of(),
                List.of());
    }

    private List<String> words() {
        return Debt.of(runs, ZoneOffset.UTC).stream().map(Debt::words).toList();
    }

    private void night(@Nullable ImageStatus status) {
        run("nightly", NIGHT.plus(Duration.ofDays(runs.size())), status);
    }

    private void run(String command, Instant began, @Nullable ImageStatus status) {
        boolean degraded = status == ImageStatus.DEGRADED;
        PastImage worker = new PastImage(
                "worker",
                status,
                degraded ? "minimal" : "full",
                "sha256:1",
                1,
                Duration.ofSeconds(9),
                degraded ? "'full' failed" : "",
                null,
                List.of());
        runs.add(new PastRun(
                "run-" + runs.size(),
                "stack",
                command,
                began,
                Duration.ofSeconds(10),
                Ending.PROVEN,
                "",
                "engine",
                Provenance.UNKNOWN,
                List.of(worker),
                List.of()));
    }
}
