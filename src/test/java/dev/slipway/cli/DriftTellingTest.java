package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.console.OutputMode;
import dev.slipway.drift.Pins;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told below the summary of a run in which an image failed. */
class DriftTellingTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private void tell(String run, OutputMode mode, StopSignal stop, Duration patience) {
        Pins open = (image, variant, manager, name) -> Pins.Pin.OPEN;
        new DriftTelling(shell.in(folder), Map.of(), mode, open).tell(run, List.of("api"), stop, patience);
    }

    private void tell(String run, OutputMode mode) {
        tell(run, mode, new StopSignal(), LONG);
    }

    /** A night in which all was good, and then a build in which it was not. */
    private String broken() throws IOException {
        ApiRuns runs = ApiRuns.in(folder);
        runs.run("nightly", 0, null, "1.26.4");
        return runs.run("build", 1, ApiRuns.NUMPY, "2.3.1");
    }

    @Test
    void whatDiffersAndWhereAllOfItIsTold() throws IOException {
        String run = broken();
        tell(run, OutputMode.PLAIN);
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out())
                .isEqualTo(
                        """

                          drift    api: the import broke as numpy came in as 2.3.1 (was 1.26.4); the evidence names it, and nothing in your files pins it
                          more     slipway history drift api --run %s  last good on %s
                        """
                                .formatted(run, firstDay()));
    }

    /** By command, as it is told. */
    @Test
    void theHintIsAboutThisRunWhateverRanSince() throws IOException {
        String run = broken();
        tell(run, OutputMode.PLAIN);
        ApiRuns.in(folder).run("build", 2, ApiRuns.NO_ANSWER, "9.9.9");
        String[] hint = shell.out()
                .replaceFirst("(?s)^.* slipway (history .*)  last good on .*$", "$1")
                .split(" ");
        TestShell asked = new TestShell();
        assertThat(asked.run(folder, hint)).as("%s", asked).isZero();
        assertThat(asked.out()).startsWith("run " + run).contains("2.3.1").doesNotContain("9.9.9");
    }

    /** A file with all that is in it stands for a ledger that two homes share. */
    @Test
    void aRunOfAnotherHomeIsSaidToBeOne(@TempDir Path other) throws IOException {
        ApiRuns.in(other).run("nightly", 0, null, "1.26.4");
        TestShell there = new TestShell();
        assertThat(there.run(other, "history")).as("%s", there).isZero();
        String run = ApiRuns.in(folder).run("build", 1, ApiRuns.NUMPY, "2.3.1");
        Files.copy(other.resolve(".slipway/ledger.db"), folder.resolve(".slipway/ledger.db"));
        tell(run, OutputMode.PLAIN);
        assertThat(shell.out())
                .contains("  last good on " + firstDay() + " in another home, ")
                .endsWith(":" + other.resolve(".slipway") + "\n");
    }

    private LocalDate firstDay() {
        return ApiRuns.in(folder).first().atZone(ZoneId.systemDefault()).toLocalDate();
    }

    @Test
    void asOneMoreEventForPrograms() throws IOException {
        String run = broken();
        tell(run, OutputMode.JSON);
        assertThat(shell.out()).hasLineCount(1);
        JsonNode event = new ObjectMapper().readTree(shell.out());
        assertThat(event.path("event").asText()).isEqualTo("drift");
        assertThat(event.path("run").asText()).isEqualTo(run);
        assertThat(event.path("image").asText()).isEqualTo("api");
        assertThat(event.path("sentence").asText()).startsWith("the import broke as numpy came in as 2.3.1");
        assertThat(event.at("/suspects/0/what").asText()).isEqualTo("numpy");
        assertThat(event.path("flaky").isArray()).isTrue();
    }

    @Test
    void whatFailedAndIsKnownToBeFlaky() throws IOException {
        ApiRuns runs = ApiRuns.in(folder);
        for (int night = 0; night < 30; night++) {
            runs.run("nightly", night, Set.of(6, 13, 15, 22).contains(night) ? ApiRuns.NO_ANSWER : null, "1.26.4");
        }
        String run = runs.run("build", 30, ApiRuns.NO_ANSWER, "1.26.4");
        tell(run, OutputMode.PLAIN);
        assertThat(shell.out())
                .contains(
                        "drift    api: the check broke, and nothing that is known differs from the last good run",
                        "; 'http /health' is known to be flaky: it changed its mind again 7 of 29 times with the same inputs\n");
    }

    @Test
    void nothingWhereNoGoodRunIsRemembered() throws IOException {
        String run = ApiRuns.in(folder).run("build", 1, ApiRuns.NUMPY, "2.3.1");
        tell(run, OutputMode.PLAIN);
        tell(run, OutputMode.JSON);
        assertThat(shell.toString()).isEmpty();
    }

    @Test
    void aLedgerThatCannotBeReadCostsALine() throws IOException {
        String run = broken();
        Files.writeString(folder.resolve(".slipway/ledger.db"), "no database".repeat(500));
        tell(run, OutputMode.PLAIN);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).hasLineCount(1).startsWith("slipway: ").contains("ledger.db");
    }

    @Test
    void aLedgerThatIsLockedCostsALineAndThePatience() throws IOException, SQLException, InterruptedException {
        broken();
        assertThat(shell.run(folder, "history")).as("%s", shell).isZero();
        // What is not folded yet wants the ledger to be written to.
        String next = ApiRuns.in(folder).run("build", 2, ApiRuns.NUMPY, "2.3.1");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(".slipway/ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            tell(next, OutputMode.PLAIN, new StopSignal(), Duration.ofSeconds(1));
            statement.execute("rollback");
        }
        assertThat(shell.err())
                .isEqualTo(
                        "slipway: what differs from the last good run is not told: the ledger did not answer within 1 s"
                                + System.lineSeparator());
        untilNobodyAsks();
    }

    @Test
    void whoInterruptsWaitsForNothing() throws IOException, InterruptedException {
        String run = broken();
        StopSignal stop = new StopSignal();
        stop.raise(StopSignal.Reason.INTERRUPTED);
        tell(run, OutputMode.PLAIN, stop, LONG);
        assertThat(shell.toString()).isEmpty();
        untilNobodyAsks();
    }

    private static void untilNobodyAsks() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("slipway-drift")) {
                thread.join();
            }
        }
    }
}
