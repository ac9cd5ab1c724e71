package dev.slipway.cli;

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
import org.jspecify.annotations.Nullable;

/** Runs of a pipeline 'stack' with one image, 'api', a day apart and from the same inputs, in the journals of a home. */
record ApiRuns(Path folder, Instant first) {
    static final Diagnosis NUMPY = new Diagnosis(
            "numpy-abi-mismatch",
            Nature.DETERMINISTIC,
            "numpy-abi",
            List.of(new Quote(3, "cannot be run in NumPy 2.3.1 as it may crash")),
            "cv2 was built for another NumPy than the one installed (2.3.1), and does not load with it.",
            List.of(),
            null);

    static final Diagnosis NO_ANSWER =
            new Diagnosis("check-not-met", Nature.UNKNOWN, "none", List.of(), "It did not answer.", List.of(), null);

    /** Nothing in here is older than the 90 days that are judged, nor in the future, up to the fortieth. */
    static ApiRuns in(Path folder) {
        return new ApiRuns(folder, Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(41)));
    }

    Home home() {
        return new Home(folder.resolve(".slipway"));
    }

    /**
     * From the 25th on the image is larger.
     *
     * @param why why its check failed, and with it the run; null where it passed
     * @return the run's id
     */
    String run(String command, int number, @Nullable Diagnosis why, String numpy) throws IOException {
        String id = "20260101-0230%02d-%04x".formatted(number, number);
        Instant at = first.plus(Duration.ofDays(number));
        String attempt = "image/api/full#1";
        boolean passed = why == null;
        StepStatus check = passed ? StepStatus.PASSED : StepStatus.FAILED;
        long bytes = number < 25 ? 400_000_000 : 520_000_000;
        Duration took = Duration.ofSeconds(20);
        try (JournalWriter journal = JournalWriter.open(home().journal(id))) {
            List.<RunEvent>of(
                            new RunEvent.RunStarted(
                                    at,
                                    "run",
                                    id,
                                    command,
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
        return id;
    }
}
