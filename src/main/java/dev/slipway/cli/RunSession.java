package dev.slipway.cli;

import dev.slipway.console.Display;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.journal.JournalWriter;
import dev.slipway.model.Pipeline;
import dev.slipway.run.Home;
import dev.slipway.run.Run;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.RunFolders;
import dev.slipway.run.RunListener;
import dev.slipway.run.RunSetting;
import dev.slipway.run.SystemTicker;
import dev.slipway.run.Thoroughness;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from the command line: engine, journal, display, signals, and the way back to an exit code. */
final class RunSession {
    private static final Logger log = LoggerFactory.getLogger(RunSession.class);
    private static final Duration FRAME = Duration.ofMillis(100);

    private final Shell shell;
    private final RunOptions options;

    RunSession(Shell shell, RunOptions options) {
        this.shell = shell;
        this.options = options;
    }

    /** The part of a command that differs. */
    @FunctionalInterface
    interface Work {
        Verdict go(Run run, StopSignal stop);
    }

    /** A run of which nobody tells afterwards what drifted; so it is told here, where an image failed. */
    ExitCode go(Pipeline pipeline, Thoroughness thoroughness, Work work) {
        StopSignal stop = new StopSignal();
        Troubled troubled = new Troubled();
        Ended ended = ended(pipeline, thoroughness, stop, work, troubled);
        List<String> images = troubled.images();
        if (!images.isEmpty()) {
            DriftTelling.of(shell, options, pipeline).tell(ended.id(), images, stop, DriftTelling.PATIENCE);
        }
        options.reports().after(shell, pipeline, ended.id());
        return ended.exit();
    }

    /** @param stop is raised by signals from now on, and stays the caller's */
    ExitCode go(Pipeline pipeline, Thoroughness thoroughness, StopSignal stop, Work work) {
        Ended ended = ended(pipeline, thoroughness, stop, work, event -> {});
        options.reports().after(shell, pipeline, ended.id());
        return ended.exit();
    }

    private record Ended(String id, ExitCode exit) {}

    private Ended ended(Pipeline pipeline, Thoroughness thoroughness, StopSignal stop, Work work, RunListener beside) {
        Home home = shell.workspace().home();
        try (Engine engine = options.engine().connect();
                SystemTicker ticker = new SystemTicker()) {
            String id = new RunFolders(home).begin(ticker.now());
            RunSetting setting =
                    new RunSetting(id, pipeline, home, options.places(), thoroughness, ProgramVersion.text());
            return new Ended(id, told(engine, setting, ticker, stop, work, beside));
        }
    }

    private ExitCode told(
            Engine engine, RunSetting setting, SystemTicker ticker, StopSignal stop, Work work, RunListener beside) {
        Interrupts.raise(stop);
        try (JournalWriter journal = JournalWriter.open(setting.home().journal(setting.id()));
                Display display = Display.create(options.output().mode(), Places.of(shell));
                Registration frames = ticker.every(FRAME, () -> display.tick(ticker.now()))) {
            List<RunListener> listeners = List.of(journal, display, beside);
            Secrets secrets = new Secrets(
                    options.environment(),
                    options.secretParams(setting.pipeline()),
                    setting.pipeline().folder(),
                    MaskedLayout.MASK);
            Run run = new Run(engine, setting, listeners, ticker, new LazyJudge(), secrets);
            log.info(
                    "run {} of pipeline {} begins",
                    setting.id(),
                    setting.pipeline().name());
            ExitCode exit = ExitCode.of(work.go(run, stop), options.strict());
            log.info("run {} ends with {}", setting.id(), exit);
            journal.failure()
                    .ifPresent(trouble -> shell.err().println("slipway: the journal is not whole: " + trouble));
            return exit;
        } catch (IOException trouble) {
            shell.err().println("slipway: closing the journal of run " + setting.id() + ": " + trouble.getMessage());
            return ExitCode.FAILED;
        }
    }
}
