package dev.slipway.cli;

import dev.slipway.console.OutputMode;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Pipeline;
import dev.slipway.nightly.Daemon;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.NightLock;
import dev.slipway.nightly.Schedule;
import dev.slipway.run.SystemTicker;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Nights without a timer. */
@Command(
        name = "daemon",
        mixinStandardHelpOptions = true,
        description = {
            "Stays, and verifies the pipeline whenever a night is due; for containers, which have no timers.",
            "Says a line about each night beside what failed in it, unless --output asks for more. The pipeline's file is read"
                    + " again before each night; a file that is wrong then is told, and the night is missed."
        },
        footer = {
            "",
            "TERM and Ctrl-C end it, a night at work is cleaned up first: exit code 130. In a container give it TZ, the"
                    + " engine's socket, and a volume for .slipway, where it remembers its nights."
        })
final class NightlyDaemonCommand implements Callable<Integer> {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT);

    private final Shell shell;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private NightOptions night = new NightOptions();

    @Option(names = "--now", description = "Begin with a night at once.")
    private boolean now;

    @Option(
            names = "--catch-up",
            description = "Begin with a night at once when one was missed; with one, however many were.")
    private boolean catchUp;

    NightlyDaemonCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> read = options.read(List.of(), shell);
        if (read.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        Clock clock = Clock.system(ZoneId.systemDefault());
        Optional<Schedule> schedule = Schedule.of(read.get().nightly(), clock.getZone());
        if (schedule.isEmpty()) {
            shell.err().println(NightlyInstallCommand.unscheduled(read.get()));
            return ExitCode.WRONG_INPUT.number();
        }
        options.output().usually(OutputMode.QUIET);
        StopSignal stop = new StopSignal();
        Interrupts.raise(stop);
        NightFiles files = NightFiles.in(shell.workspace().home(), read.get().name());
        LastNight last = LastNight.read(files);
        if (last.watched() == null) {
            last.watchedSince(clock.instant()).write(files);
        }
        try (SystemTicker ticker = new SystemTicker()) {
            new Daemon(NightPlace.of(shell, read.get().name()), ticker, stop)
                    .go(
                            schedule.get(),
                            now ? Daemon.Start.NOW : catchUp ? Daemon.Start.CATCH_UP : Daemon.Start.WAIT,
                            last,
                            next -> say(read.get().name() + ": the next night begins " + minute(next)),
                            () -> night(clock, stop));
        }
        return ExitCode.INTERRUPTED.number();
    }

    /** What the pipeline's file says by now, whatever became of the night: a full disk, say, ends the night and not the daemon. */
    Optional<Schedule> night(Clock clock, StopSignal stop) {
        Instant began = clock.instant();
        Optional<Pipeline> read = options.read(List.of(), shell);
        if (read.isEmpty()) {
            say("the night of " + minute(began) + " is missed, as the pipeline cannot be read");
            return Optional.empty();
        }
        try {
            night(read.get(), clock, stop);
        } catch (UncheckedIOException unusable) {
            shell.err()
                    .println("slipway: "
                            + MaskedLayout.MASK.hide("the night of " + minute(began) + " broke off: "
                                    + unusable.getMessage() + ": " + unusable.getCause()));
        }
        return Schedule.of(read.get().nightly(), clock.getZone());
    }

    private void night(Pipeline pipeline, Clock clock, StopSignal stop) {
        Instant began = clock.instant();
        NightFiles files = NightFiles.in(shell.workspace().home(), pipeline.name());
        switch (NightLock.on(files, began)) {
            case NightLock.Try.Stopped stopped -> {}
            case NightLock.Try.Taken(String who) ->
                say("the night of " + minute(began) + " is another's, who is at work already (" + who + ")");
            case NightLock.Try.Held(NightLock lock) -> {
                try (lock) {
                    ExitCode exit = new NightSession(shell, options, pipeline, night.wish(), clock).go(stop);
                    say(pipeline.name() + ": the night of " + minute(began) + " ended "
                            + word(exit) + " after "
                            + ChronoUnit.MINUTES.between(began, clock.instant()) + " min");
                }
            }
        }
    }

    private static String word(ExitCode exit) {
        return switch (exit) {
            case PROVEN -> "well";
            case DEGRADED -> "degraded";
            case FAILED, WRONG_INPUT -> "badly";
            case NO_ENGINE -> "without an engine";
            case INTERRUPTED -> "interrupted";
        };
    }

    private static String minute(Instant at) {
        return MINUTE.format(at.atZone(ZoneId.systemDefault()));
    }

    private void say(String line) {
        if (options.output().mode() != OutputMode.JSON) {
            shell.out().println(line);
            shell.out().flush();
        }
    }
}
