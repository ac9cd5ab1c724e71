package dev.slipway.cli;

import dev.slipway.console.StandardOutput;
import dev.slipway.model.Pipeline;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.Schedule;
import dev.slipway.nightly.timer.Cron;
import dev.slipway.nightly.timer.Errand;
import dev.slipway.nightly.timer.Systemd;
import dev.slipway.nightly.timer.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has nights begin by themselves. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = {
            "Has the pipeline verified every night at the time that 'nightly: {at: …}' in its file says: by a timer of systemd"
                    + " where systemd runs this machine, else by two lines in this user's crontab.",
            "Shows what it will write, and asks first. Said again, it writes what has changed, such as the time. A night that"
                    + " was due while the machine was off is made up for: at once by systemd, within the hour by cron.",
            "Timers have no environment of their own: PATH, JAVA_HOME, DOCKER_HOST, proxies and the like are taken from"
                    + " here; PGPASSWORD and other secrets are not. Maybe give those with --env-file.",
            "A password within an address that is taken along, as of a proxy, is not shown, but told of: it stands in the"
                    + " script, which only you can read."
        },
        footer = {"", "Ends with 1 when neither can be used here; in a container 'nightly daemon' does the same."})
final class NightlyInstallCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption option = new PipelineOption();

    @Option(names = "--systemd", description = "By systemd, or not at all.")
    private boolean systemd;

    @Option(names = "--cron", description = "By cron, or not at all.")
    private boolean cron;

    @Option(names = "--print", description = "Say what would be written, and change nothing.")
    private boolean print;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    NightlyInstallCommand(Shell shell) {
        this.shell = shell;
    }

    static String unscheduled(Pipeline pipeline) {
        return "slipway: '" + pipeline.name()
                + "' says no time at which it is verified. Maybe add 'nightly: {at: \"02:30\"}' to "
                + Shown.path(pipeline.file()) + ".";
    }

    @Override
    public Integer call() {
        Optional<Pipeline> read = option.read(shell);
        if (read.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        Clock clock = Clock.system(ZoneId.systemDefault());
        Optional<Schedule> schedule = Schedule.of(read.get().nightly(), clock.getZone());
        if (schedule.isEmpty()) {
            shell.err().println(unscheduled(read.get()));
            return ExitCode.WRONG_INPUT.number();
        }
        Errand errand = NightErrand.of(shell, option, read.get().name(), schedule.get(), System.getenv());
        NightSecrets secrets = new NightSecrets(errand, option.secretParams(read.get()));
        Optional<String> hindrance = secrets.shown().hindrance();
        if (hindrance.isPresent()) {
            shell.err().println("slipway: nothing can be written for a timer, as " + hindrance.get() + ".");
            return ExitCode.WRONG_INPUT.number();
        }
        return install(errand, secrets, read.get(), clock).number();
    }

    private ExitCode install(Errand errand, NightSecrets secrets, Pipeline pipeline, Clock clock) {
        Optional<Timer> timer = timer();
        if (timer.isEmpty()) {
            return ExitCode.FAILED;
        }
        show(timer.get(), secrets.shown());
        warn(secrets);
        if (print) {
            return ExitCode.PROVEN;
        }
        if (!yes && !StandardOutput.canAsk()) {
            shell.err().println("slipway: there is nobody to ask. Maybe say --yes, or --print to only look.");
            return ExitCode.WRONG_INPUT;
        }
        if (!yes && !Question.agreed(shell, "Write this? [y/N] ")) {
            shell.out().println("nothing was written");
            return ExitCode.PROVEN;
        }
        NightFiles files = NightFiles.in(shell.workspace().home(), pipeline.name());
        writeLauncher(errand);
        Optional<String> trouble = timer.get().install(errand);
        if (trouble.isPresent()) {
            shell.err().println("slipway: " + trouble.get());
            return ExitCode.FAILED;
        }
        for (Timer other : NightTimers.with(errand, System.getenv())) {
            if (!other.name().equals(timer.get().name())) {
                other.uninstall(errand).ifPresent(left -> shell.err().println("slipway: " + left));
            }
        }
        LastNight last = LastNight.read(files);
        if (last.watched() == null) {
            last.watchedSince(clock.instant()).write(files);
        }
        shell.out()
                .println("installed: " + pipeline.name() + " is verified every night at " + errand.at() + " by "
                        + timer.get().name() + "; 'nightly status' tells how it went");
        return ExitCode.PROVEN;
    }

    private Optional<Timer> timer() {
        Map<String, String> environment = System.getenv();
        List<Timer> asked = new ArrayList<>();
        if (systemd || !cron) {
            asked.add(Systemd.here(environment));
        }
        if (cron || !systemd) {
            asked.add(Cron.here());
        }
        if (print && systemd != cron) {
            return Optional.of(asked.getFirst());
        }
        List<String> hindrances = new ArrayList<>();
        for (Timer timer : asked) {
            Optional<String> hindrance = timer.unusable();
            if (hindrance.isEmpty()) {
                return Optional.of(timer);
            }
            hindrances.add(timer.name() + ": " + hindrance.get());
        }
        shell.err().println("slipway: no timer can be used here: " + String.join("; ", hindrances) + ".");
        shell.err().println("Maybe install cron, or have 'nightly daemon' running.");
        return Optional.empty();
    }

    private void show(Timer timer, Errand errand) {
        List<Timer.Piece> pieces = new ArrayList<>();
        pieces.add(Timer.file(errand.launcher(), errand.script()));
        pieces.addAll(timer.shown(errand));
        for (Timer.Piece piece : pieces) {
            shell.out().println(MaskedLayout.MASK.hide(piece.title()));
            piece.text().lines().forEach(line -> shell.out().println("  " + MaskedLayout.MASK.hide(line)));
        }
        shell.out().flush();
    }

    private void warn(NightSecrets secrets) {
        if (!secrets.held().isEmpty()) {
            shell.err()
                    .println("slipway: warning: a secret stands readably in "
                            + secrets.errand().launcher()
                            + ", which only you can read: that of " + String.join(", ", secrets.held())
                            + ". Maybe give it by --env-file instead.");
        }
        if (NightSecrets.missesPassword(System.getenv(), option.given().files())) {
            shell.err()
                    .println(
                            "slipway: warning: PGPASSWORD is set here, and the nights will miss it: it is not taken along."
                                    + " Maybe give it by --env-file.");
        }
    }

    private static void writeLauncher(Errand errand) {
        try {
            Files.createDirectories(errand.launcher().getParent());
            Files.deleteIfExists(errand.launcher());
            Files.createFile(
                    errand.launcher(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(errand.launcher(), errand.script());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + errand.launcher(), unwritable);
        }
    }
}
