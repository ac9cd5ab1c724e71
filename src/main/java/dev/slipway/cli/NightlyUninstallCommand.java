package dev.slipway.cli;

import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.Schedule;
import dev.slipway.nightly.timer.Errand;
import dev.slipway.nightly.timer.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes the timer away. */
@Command(
        name = "uninstall",
        mixinStandardHelpOptions = true,
        description = {
            "Takes away what 'nightly install' wrote, and nothing else. Earlier nights stay known; which were missed does not,"
                    + " but for those that found no engine.",
            "Only the pipeline's name is needed. Said again it does nothing.",
            "Ends with 1 when a timer is in the way: a crontab, say, that cannot be read."
        })
final class NightlyUninstallCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption option = new PipelineOption();

    NightlyUninstallCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String pipeline = option.name(shell);
        NightFiles files = NightFiles.in(shell.workspace().home(), pipeline);
        // What is taken away is found by the pipeline and the folder; when it would have begun does not matter.
        Schedule any = new Schedule(LocalTime.MIDNIGHT, Duration.ZERO, ZoneId.systemDefault());
        Errand errand = NightErrand.of(shell, option, pipeline, any, System.getenv());
        return takeAway(errand, files, NightTimers.all(System.getenv())).number();
    }

    /** Each timer is asked: whoever cannot say what he has must not pass for one who has nothing. */
    ExitCode takeAway(Errand errand, NightFiles files, List<Timer> timers) {
        boolean had = false;
        boolean failed = false;
        for (Timer timer : timers) {
            had |= timer.has(errand);
            Optional<String> trouble = timer.uninstall(errand);
            trouble.ifPresent(line -> shell.err().println("slipway: " + line));
            failed |= trouble.isPresent();
        }
        try {
            Files.deleteIfExists(files.launcher());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot remove " + files.launcher(), unwritable);
        }
        LastNight last = LastNight.read(files);
        if (last.watched() != null) {
            last.watchedSince(null).write(files);
        }
        if (failed) {
            shell.err().println("slipway: it is not sure that no timer is left. Maybe look, and say it again.");
            return ExitCode.FAILED;
        }
        shell.out()
                .println(
                        had
                                ? "uninstalled: " + errand.pipeline() + " is verified by nobody but you"
                                : "nothing was installed for " + errand.pipeline());
        return ExitCode.PROVEN;
    }
}
