package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.JournalWriter;
import dev.slipway.run.Home;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Inventory;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is judged of forty nights, from their journals to the words on the screen. */
class HistoryJudgementTest {
    private static final Set<Integer> BAD = Set.of(6, 13, 15, 22, 31);
    private static final Diagnosis NUMPY = new Diagnosis(
            "numpy-abi-mismatch",
            Nature.DETERMINISTIC,
            "numpy-abi",
            List.of(new Quote(3, "cannot be run in NumPy 2.3.1 as it may crash")),
            "cv2 was built for another NumPy than the one installed (2.3.1), and does not load with it.",
            List.of(),
            null);

    private static final Diagnosis NO_ANSWER =
            new Diagnosis("check-not-met", Nature.UNKNOWN, "none", List.of(), "It did not answer.", List.of(), null);

    private final TestShell shell = new TestShell();
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(41));

    @TempDir
    private Path folder = Path.of("");

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    private void fortyNights() throws IOException {
        for (int night = 0; night < 40; night++) {
            boolean bad = BAD.contains(night);
            night(night, bad ? StepStatus.FAILED : StepStatus.PASSED, bad ? NO_ANSWER : null, "1.26.4");
        }
    }

    private void night(int number, StepStatus check, @Nullable Diagnosis why, String numpy) throws IOException {
        String id = "20260101-0230%02d-%04x".formatted(number, number);
        Instant at = first.plus(Duration.ofDays(number));
        String attempt = "image/api/full#1";
        boolean passed = check == StepStatus.PASSED;
        long bytes = number < 25 ? 400_000_000 : 520_000_000;
        Duration took = Duration.ofSeconds(20);
        try (JournalWriter journal = JournalWriter.open(new Home(folder.resolve(".slipway")).journal(id))) {
            List.<RunEvent>of(
                            new RunEvent.RunStarted(
                                    at,
                                    "run",
                                    id,
                                    "nightly",
                                    "stack",
                                    "engine",
                                    List.of(new PlannedImage("api", "build", "forced", List.of("full"), List.of())),
                                    Provenance.UNKNOWN),
                            new RunEvent.ImageStarted(at, "image/api", "api", ""),
                            new RunEvent.AttemptStarted(at, attempt, "api", "full", 1, "f1"),
                            new RunEvent.InventoryTaken(
                                    at,
                                    attempt,
                                    "api",
                                    "full",
                                    new Inventory(
                                            "sha256:1",
                                            bytes,
                                            List.of(),
                                            List.of(new InstalledPackage("pip", "numpy", numpy)),
                                            List.of())),
                            new RunEvent.StepStarted(at, attempt + "/check.1", StepKind.CHECK, "http /health"),
                            new RunEvent.StepEnded(at, attempt + "/check.1", took, check, "", Map.of()),
                            new RunEvent.AttemptEnded(at, attempt, took, "api", check, why, "api.log"),
                            new RunEvent.ImageEnded(
                                    at,
                                    "image/api",
                                    took,
                                    "api",
                                    passed ? ImageStatus.BUILT : ImageStatus.FAILED,
                                    passed ? new Result("full", "sha256:1", bytes) : Result.NONE,
                                    ""),
                            new RunEvent.RunEnded(at, "run", took, passed ? Verdict.PROVEN : Verdict.FAILED, ""))
                    .forEach(journal::on);
        }
    }

    @Test
    void theFlakyCheckIsToldAndTheOthersOnlyWhenAskedFor() throws IOException {
        fortyNights();

        assertThat(slipway("history", "flaky")).as("%s", shell).isZero();
        assertThat(shell.out())
                .isEqualTo(
                        """
                        stack
                          flaky   api/full: http /health failed 5 of 40 times, and changed its mind again 9 of 39 times with the same inputs (at least 13 %)
                        """);
        assertThat(slipway("history", "flaky", "-o", "json")).isZero();
        JsonNode told = new ObjectMapper().readTree(shell.out());
        assertThat(told.at("/steps/0/state").asText()).isEqualTo("flaky");
        assertThat(slipway("history", "flaky", "-p", "other")).isZero();
        assertThat(shell.err()).contains("no run of 'other' since then is remembered");
    }

    @Test
    void growthIsToldWithItsNight() throws IOException {
        fortyNights();

        assertThat(slipway("history", "trends")).as("%s", shell).isZero();
        assertThat(shell.out().lines().filter(line -> line.contains("size")))
                .singleElement()
                .asString()
                .endsWith("  the size of api went from 400 MB to 520 MB (+30 %), first in run 20260101-023025-0019");
        assertThat(slipway("history", "trends", "-o", "json")).isZero();
        assertThat(new ObjectMapper().readTree(shell.out()).path("pipeline").asText())
                .isEqualTo("stack");
    }

    @Test
    void whatBrokeAnImageIsToldFirst() throws IOException {
        night(0, StepStatus.PASSED, null, "1.26.4");
        night(1, StepStatus.FAILED, NUMPY, "2.3.1");

        assertThat(slipway("history", "drift")).as("%s", shell).isZero();
        assertThat(shell.out())
                .contains(
                        "api: the import broke as numpy came in as 2.3.1 (was 1.26.4); the evidence names it, and no file of"
                                + " yours changed\n")
                .contains("    numpy 1.26.4 → 2.3.1 (the evidence names it, and no file of yours changed)\n");
        assertThat(slipway("history", "drift", "api", "--run", "0000")).isZero();
        assertThat(shell.out()).contains("api: nothing to compare it with is remembered");
        assertThat(slipway("history", "drift", "-o", "json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(shell.out())
                        .at("/images/0/suspects/0/what")
                        .asText())
                .isEqualTo("numpy");
        assertThat(slipway("history", "drift", "nobody")).isEqualTo(2);
        assertThat(shell.err()).contains("no run 'latest' with an image 'nobody' is remembered. Maybe look");
    }
}
