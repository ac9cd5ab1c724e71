package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.NightLock;
import dev.slipway.nightly.Schedule;
import dev.slipway.nightly.timer.Cron;
import dev.slipway.nightly.timer.Errand;
import dev.slipway.nightly.timer.Timer;
import dev.slipway.run.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command decides without an engine. */
class NightlyCommandTest {
    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    private NightFiles files() {
        return NightFiles.in(new Home(folder.resolve(".slipway")), "tiny");
    }

    private String nobody() {
        return "unix://" + folder.resolve("nobody.sock");
    }

    @BeforeEach
    void pipeline() throws IOException {
        pipeline("nightly: {at: \"02:30\"}\n");
    }

    private void pipeline(String nightly) throws IOException {
        Path pipeline = Files.createDirectories(folder.resolve("pipelines/tiny"));
        Files.writeString(
                pipeline.resolve("pipeline.yaml"),
                "slipway: 1\nname: tiny\n" + nightly + "images:\n  one: {context: .}\n");
        Files.writeString(pipeline.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
    }

    @Test
    void withoutAnEngineTheNightIsMissedWithAReason() {
        assertThat(slipway("nightly", "-p", "tiny", "--host", nobody(), "-o", "plain"))
                .as("%s", shell)
                .isEqualTo(4);
        assertThat(shell.out()).contains("night 1 of tiny", "missed", "the night of");
        assertThat(LastNight.read(files()).began()).isNotNull();
        assertThat(slipway("nightly", "status", "-p", "tiny")).isEqualTo(1);
        assertThat(shell.out()).contains("nobody.sock");
    }

    @Test
    void aNoticeThatCannotBeKeptIsKeptByTheNextNight() throws IOException {
        pipeline("nightly: {at: \"02:30\", notify: [{command: 'cat >>../../told'}]}\n");
        Path inTheWay = folder.resolve(".slipway/notices/tiny");
        Files.createDirectories(inTheWay.resolveSibling(""));
        Files.writeString(inTheWay, "no folder");
        assertThat(slipway("nightly", "-p", "tiny", "--host", nobody(), "-o", "plain"))
                .as("%s", shell)
                .isEqualTo(4);
        assertThat(shell.err()).contains("cannot keep the notice in ", "The next night tries again.");
        Files.delete(inTheWay);
        assertThat(slipway("nightly", "-p", "tiny", "--host", nobody(), "-o", "plain"))
                .isEqualTo(4);
        assertThat(folder.resolve("told")).as("%s", shell).content().containsOnlyOnce("\"missed\"");
        assertThat(slipway("nightly", "-p", "tiny", "--host", nobody(), "-o", "plain"))
                .isEqualTo(4);
        assertThat(folder.resolve("told")).as("it is told once").content().containsOnlyOnce("\"missed\"");
    }

    @Test
    void aSecondNightSaysWhoIsAtWork() {
        try (NightLock held = ((NightLock.Try.Held) NightLock.on(files(), Instant.EPOCH)).lock()) {
            assertThat(held).isNotNull();
            assertThat(slipway("nightly", "-p", "tiny", "--host", nobody())).isEqualTo(1);
            assertThat(shell.err())
                    .contains("a night of 'tiny' is at work already (process ", "since 1970-01-01T00:00:00Z", "--wait");
            assertThat(slipway("nightly", "-p", "tiny", "--if-due", "--host", nobody()))
                    .as("a timer need not say so")
                    .isZero();
        }
    }

    @Test
    void whatIsNotDueIsNotBegun() {
        LastNight.read(files()).watchedSince(Instant.now()).write(files());
        assertThat(slipway("nightly", "-p", "tiny", "--if-due", "--host", nobody()))
                .as("%s", shell)
                .isZero();
        assertThat(LastNight.read(files()).began()).isNull();
    }

    @Test
    void withoutATimeNothingCanBeDue() throws IOException {
        pipeline("");
        assertThat(slipway("nightly", "-p", "tiny", "--if-due")).isEqualTo(2);
        assertThat(slipway("nightly", "install", "-p", "tiny", "--print", "--cron"))
                .isEqualTo(2);
        assertThat(slipway("nightly", "daemon", "-p", "tiny")).isEqualTo(2);
        assertThat(shell.err()).contains("says no time at which it is verified. Maybe add 'nightly: {at:");
    }

    @Test
    void installPrintsAndWritesNothing() throws IOException {
        assertThat(slipway("nightly", "install", "-p", "tiny", "--print", "--cron"))
                .as("%s", shell)
                .isZero();
        assertThat(shell.out()).contains("30 2 * * * /bin/sh", "47 * * * *", "'nightly' '-p' 'tiny'");
        assertThat(slipway("nightly", "install", "-p", "tiny", "--print", "--systemd"))
                .isZero();
        assertThat(shell.out()).contains("OnCalendar=*-*-* 02:30:00", "Persistent=true");
        assertThat(files().launcher()).doesNotExist();
    }

    @Test
    void installTellsOfASecretThatItWrites() throws IOException {
        pipeline("nightly: {at: \"02:30\"}\nparams:\n  TOKEN: {secret: true, required: true}\n");
        assertThat(slipway("nightly", "install", "-p", "tiny", "--print", "--cron", "--set", "TOKEN=g3h"))
                .as("%s", shell)
                .isZero();
        assertThat(shell.out()).contains("'--set' 'TOKEN=***'").doesNotContain("g3h");
        assertThat(shell.err())
                .contains("warning: a secret stands readably in ", "--set TOKEN. Maybe give it by --env-file instead.");
    }

    @Test
    void anEnvFileMayNameTheLedger() throws IOException {
        String file = Files.writeString(folder.resolve("env"), "SLIPWAY_LEDGER=nonsense\n")
                .toString();
        assertThat(slipway("nightly", "status", "-p", "tiny", "--env-file", file))
                .isEqualTo(2);
        assertThat(shell.err()).containsOnlyOnce("slipway: SLIPWAY_LEDGER: ");
        assertThat(slipway("nightly", "-p", "tiny", "--host", nobody(), "-o", "plain", "--env-file", file))
                .isEqualTo(4);
        assertThat(shell.err()).containsOnlyOnce("slipway: SLIPWAY_LEDGER: ");
    }

    @Test
    void otherCommandsTellThatANightIsOverdue() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(3));
        assertThat(slipway("build", "-p", "tiny", "--host", nobody(), "-o", "plain"))
                .isEqualTo(4);
        assertThat(shell.err()).as("nobody relies on it").doesNotContain("overdue");
        LastNight.read(files()).watchedSince(longAgo).begunAt(longAgo).write(files());
        assertThat(slipway("build", "-p", "tiny", "--host", nobody(), "-o", "json"))
                .isEqualTo(4);
        assertThat(shell.err()).doesNotContain("overdue");
        assertThat(slipway("build", "-p", "tiny", "--host", nobody(), "-o", "quiet"))
                .isEqualTo(4);
        assertThat(shell.err()).doesNotContain("overdue");
        assertThat(slipway("build", "-p", "tiny", "--host", nobody(), "-o", "plain"))
                .isEqualTo(4);
        assertThat(shell.err())
                .contains("the nightly of tiny is overdue since ", "Maybe look at './manage.sh nightly status'.");
    }

    @Test
    void aNightOnAFullDiskDoesNotEndTheDaemon() throws IOException {
        NightlyDaemonCommand daemon = new NightlyDaemonCommand(shell.in(folder));
        new CommandLine(daemon).parseArgs("-p", "tiny", "--host", nobody(), "-o", "PLAIN");
        Path inTheWay = files().folder().resolve("tiny.lock");
        Files.createDirectories(inTheWay);
        Schedule schedule = daemon.night(Clock.systemUTC(), new StopSignal()).orElseThrow();
        assertThat(schedule.at()).isEqualTo(LocalTime.of(2, 30));
        assertThat(shell.err()).contains(" broke off: cannot lock the nights by ");
        pipeline("nightly: {at: \"04:00\"}\n");
        assertThat(daemon.night(Clock.systemUTC(), new StopSignal()))
                .get()
                .extracting(Schedule::at)
                .isEqualTo(LocalTime.of(4, 0));
    }

    @Test
    void uninstallSaysWhenItCannotLook() throws IOException {
        Errand errand = new Errand(
                "tiny",
                folder,
                List.of("true"),
                Map.of(),
                LocalTime.MIDNIGHT,
                Duration.ZERO,
                files().launcher(),
                files().output());
        Path program = folder.resolve("crontab");
        Files.writeString(program, "echo 'no room on the disk' >&2; exit 1");
        Timer cron = new Cron(List.of("sh", program.toString()));
        assertThat(new NightlyUninstallCommand(shell.in(folder)).takeAway(errand, files(), List.of(cron)))
                .isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).contains("-l': exit 1: no room on the disk", "it is not sure");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void uninstallTwiceIsNothingTwice() {
        LastNight.read(files()).watchedSince(Instant.now()).write(files());
        assertThat(slipway("nightly", "uninstall", "-p", "tiny"))
                .as("%s", shell)
                .isZero();
        assertThat(LastNight.read(files()).watched()).isNull();
        assertThat(slipway("nightly", "uninstall", "-p", "tiny")).isZero();
        assertThat(shell.out()).contains("nothing was installed for tiny");
    }
}
