package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.clean.Inventory;
import dev.slipway.clean.Item;
import dev.slipway.journal.JournalWriter;
import dev.slipway.journal.Runs;
import dev.slipway.run.Home;
import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What 'history' says, from journals to the words on the screen. */
class HistoryCommandTest {
    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private Home home() {
        return new Home(folder.resolve(".slipway"));
    }

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    private void happened(String id, List<RunEvent> events) throws IOException {
        try (JournalWriter journal = JournalWriter.open(home().journal(id))) {
            events.forEach(journal::on);
        }
    }

    @Test
    void anEmptyLedgerSaysWhatFillsIt() {
        assertThat(slipway("history")).as("%s", shell).isZero();
        assertThat(shell.out().strip()).isEqualTo("no run is remembered yet; 'build' makes the first");
        assertThat(slipway("history", "image", "api")).isZero();
        assertThat(shell.out().strip()).isEqualTo("no run with an image 'api' is remembered");
        assertThat(slipway("history", "show")).isEqualTo(2);
        assertThat(shell.err()).contains("no run 'latest' is remembered. Maybe look for it with 'history'.");
        assertThat(slipway("history", "--output", "json")).isZero();
        assertThat(shell.out().strip()).isEqualTo("[ ]");
    }

    @Test
    void runsAreListedShownAndFollowedByImage() throws IOException {
        happened("20260304-023000-7f3a", Runs.degraded());
        happened("20260305-023000-11aa", Runs.failed());
        assertThat(slipway("history")).as("%s", shell).isZero();
        assertThat(shell.out())
                .contains("7f3a", "DEGRADED", "11aa", "FAILED", "backend: backend/Dockerfile.prod does not exist.");
        assertThat(slipway("history", "show", "7f3a")).isZero();
        assertThat(shell.out()).contains("20260304-023000-7f3a", "worker (full) failed: hiredis has no wheel");
        assertThat(slipway("history", "image", "worker", "--limit", "1")).isZero();
        assertThat(shell.out().lines()).hasSize(2);
        assertThat(slipway("history", "-p", "other")).isZero();
        assertThat(shell.out().strip()).isEqualTo("no such run of 'other' is remembered");
        assertThat(slipway("history", "show", "nothing")).isEqualTo(2);
    }

    @Test
    void jsonHasTheWordsOfTheJournal() throws IOException {
        happened("20260304-023000-7f3a", Runs.degraded());
        assertThat(slipway("history", "show", "--output", "json"))
                .as("%s", shell)
                .isZero();
        JsonNode run = new ObjectMapper().readTree(shell.out());
        assertThat(run.path("ending").asText()).isEqualTo("degraded");
        assertThat(run.path("bases")).hasSize(2);
        assertThat(run.at("/images/2/diagnosis/nature").asText()).isEqualTo("deterministic");
        assertThat(run.at("/images/2/rungs/1/passed").asBoolean()).isTrue();
        assertThat(slipway("history", "image", "worker", "--output", "json")).isZero();
        assertThat(new ObjectMapper().readTree(shell.out()).at("/0/cause").asText())
                .isEqualTo("needs backend");
    }

    @Test
    void whatIsNotWholeIsToldOnceBesideTheAnswer() throws IOException {
        List<RunEvent> events = Runs.degraded();
        happened("20260304-023000-7f3a", events.subList(0, 10));
        assertThat(slipway("history")).isZero();
        assertThat(shell.err())
                .contains("run 20260304-023000-7f3a was cut off: its process died before it told an end");
        assertThat(shell.out()).contains("CUT OFF");
        assertThat(slipway("history")).isZero();
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void aDamagedLedgerIsRebuilt() throws IOException {
        happened("20260304-023000-7f3a", Runs.degraded());
        Files.writeString(home().folder().resolve("ledger.db"), "no database".repeat(500));
        assertThat(slipway("history")).isEqualTo(1);
        assertThat(shell.err()).contains("Maybe run './manage.sh history rebuild'.");
        assertThat(slipway("history", "rebuild")).as("%s", shell).isZero();
        assertThat(shell.out().strip()).isEqualTo("folded 1 run");
        assertThat(slipway("history")).isZero();
    }

    @Test
    void pruningSaysHowMany() throws IOException {
        happened("20200304-023000-7f3a", Runs.failed());
        happened("20200305-023000-7f3b", Runs.failed());
        happened("20200306-023000-7f3c", Runs.interrupted());
        assertThat(slipway("history", "prune", "--older-than", "0h", "--dry-run"))
                .isZero();
        assertThat(shell.out().strip()).isEqualTo("2 runs would be forgotten");
        assertThat(slipway("history", "prune", "--older-than", "0h")).isZero();
        assertThat(shell.out().strip()).isEqualTo("forgot 2 runs");
    }

    @Test
    void oldRunsAreRemovedOnlyOnceTheyAreRemembered() throws IOException {
        happened("20260304-023000-7f3a", Runs.degraded());
        Item old = new Item(Item.Kind.RUN, "runs/20260304-023000-7f3a", "there", "old", 7);
        Item other = new Item(Item.Kind.NETWORK, "net", "net", "of a dead run", 0);
        Item report = new Item(Item.Kind.REPORT, "reports/20260304-023000-7f3a", "there", "goes too", 7);
        Item stray = new Item(Item.Kind.REPORT, "reports/20260101-023000-7f3a", "there", "run is gone", 7);
        Inventory found = new Inventory(List.of(old, report, stray, other), List.of());

        assertThat(new CleanCommand(shell.in(folder)).remembered(found)).isEqualTo(found);
        assertThat(home().folder().resolve("ledger.db")).exists();

        Files.writeString(home().folder().resolve("ledger.db"), "no database".repeat(500));
        assertThat(new CleanCommand(shell.in(folder)).remembered(found).items()).containsExactly(other, stray);
        assertThat(shell.err()).contains("records of old runs stay");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(slipway("history", "--limit", "0")).isEqualTo(2);
        assertThat(slipway("history", "--since", "yesterday")).isEqualTo(2);
        assertThat(shell.err())
                .contains("'yesterday' is neither a day such as 2026-11-01 nor an age such as 36h, 14d or 8w");
        assertThat(slipway("history", "prune", "--keep-nights", "0")).isEqualTo(2);
        assertThat(slipway("history", "prune", "--older-than", "long")).isEqualTo(2);
    }
}
