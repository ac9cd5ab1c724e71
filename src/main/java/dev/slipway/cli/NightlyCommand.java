package dev.slipway.cli;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Pipeline;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.NightLock;
import dev.slipway.nightly.Pause;
import dev.slipway.nightly.Schedule;
import dev.slipway.run.SystemTicker;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies a pipeline as nights do, and tells what changed since the last one. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a whole pipeline now, as it is every night: bases are pulled again, nothing that was proven is kept,"
                    + " and the variants below the preferred one are tried too, so that they work when they are needed.",
            "Then says what changed since earlier nights, what is failing or degraded and for how long, and what differs"
                    + " from when it was last good; and tells whom 'nightly: {notify: …}' in the file names of what changed."
                    + " What is as bad as it was is said here and is no notice.",
            "",
            "'nightly install' has it started by itself, by systemd or cron; 'nightly daemon' does so in a container."
        },
        footer = {
            "",
            "Exit codes: 0 a good night, degraded included; 1 something fails, or has been degraded for as long as the"
                    + " pipeline bears; 3 degraded, with --strict; 4 no usable engine, which is remembered as a night that"
                    + " was missed; 130 interrupted, which is no night.",
            "One night of a pipeline at a time: while another is at work, this ends with 1, or waits with --wait."
        },
        subcommands = {
            NightlyInstallCommand.class,
            NightlyUninstallCommand.class,
            NightlyStatusCommand.class,
            NightlyDaemonCommand.class,
            NoticesCommand.class
        })
final class NightlyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private NightOptions night = new NightOptions();

    @Option(names = "--wait", description = "When a night of this pipeline is at work, begin after it.")
    private boolean wait;

    @Option(
            names = "--if-due",
            description =
                    "Do nothing, and end with 0, unless a night is due that has not begun. Notices that wait are sent"
                            + " all the same. Timers say this.")
    private boolean ifDue;

    @Option(
            names = "--scheduled",
            description = "Begin later by this place's part of 'nightly: {jitter: …}', which is always the same.")
    private boolean scheduled;

    NightlyCommand(Shell shell) {
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
        if (ifDue && schedule.isEmpty()) {
            shell.err()
                    .println("slipway: --if-due means nothing for '"
                            + read.get().name() + "', which has no 'nightly: {at: …}'.");
            return ExitCode.WRONG_INPUT.number();
        }
        StopSignal stop = new StopSignal();
        Interrupts.raise(stop);
        return go(read.get(), schedule, clock, stop).number();
    }

    private ExitCode go(Pipeline pipeline, Optional<Schedule> schedule, Clock clock, StopSignal stop) {
        NightFiles files = NightFiles.in(shell.workspace().home(), pipeline.name());
        NightLock.Try tried =
                wait ? NightLock.await(files, clock.instant(), stop) : NightLock.on(files, clock.instant());
        return switch (tried) {
            case NightLock.Try.Stopped stopped -> ExitCode.INTERRUPTED;
            case NightLock.Try.Taken(String who) -> taken(pipeline, who);
            case NightLock.Try.Held(NightLock lock) -> {
                try (lock) {
                    yield held(pipeline, schedule, clock, stop);
                }
            }
        };
    }

    private ExitCode taken(Pipeline pipeline, String who) {
        if (ifDue) {
            return ExitCode.PROVEN;
        }
        shell.err()
                .println("slipway: a night of '%s' is at work already%s."
                        .formatted(pipeline.name(), who.isEmpty() ? "" : " (" + who + ")"));
        shell.err().println("Maybe wait for it, with --wait.");
        return ExitCode.FAILED;
    }

    private ExitCode held(Pipeline pipeline, Optional<Schedule> schedule, Clock clock, StopSignal stop) {
        NightFiles files = NightFiles.in(shell.workspace().home(), pipeline.name());
        if (ifDue && !LastNight.read(files).isDue(schedule.orElseThrow(), clock.instant())) {
            NightTeller.deliver(NightOutbox.of(shell, options.pipeline(), pipeline, clock), shell, stop);
            return ExitCode.PROVEN;
        }
        if (scheduled && schedule.isPresent()) {
            Duration share = schedule.get().share(NightPlace.of(shell, pipeline.name()));
            try (SystemTicker ticker = new SystemTicker()) {
                if (!new Pause(ticker, stop).until(clock.instant().plus(share))) {
                    return ExitCode.INTERRUPTED;
                }
            }
        }
        return new NightSession(shell, options, pipeline, night.wish(), clock).go(stop);
    }
}
