package dev.slipway.cli;

import dev.slipway.console.Display;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.journal.JournalWriter;
import dev.slipway.model.Pipeline;
import dev.slipway.plan.Decision.Reuse;
import dev.slipway.run.Home;
import dev.slipway.run.Run;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.RunFolders;
import dev.slipway.run.RunListener;
import dev.slipway.run.RunSetting;
import dev.slipway.run.SystemTicker;
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

    /** What is asked of the run itself. */
    record Wish(Reuse reuse, boolean fresh, boolean partial) {
        static final Wish DEFAULT = new Wish(Reuse.ANY_RUNG, false, false);
    }

    /** The part of a command that differs. */
    @FunctionalInterface
    interface Work {
        Verdict go(Run run, StopSignal stop);
    }

    ExitCode go(Pipeline pipeline, Wish wish, Work work) {
        Home home = shell.workspace().home();
        try (Engine engine = options.engine().connect();
                SystemTicker ticker = new SystemTicker()) {
            RunSetting setting = new RunSetting(
                    new RunFolders(home).begin(ticker.now()),
                    pipeline,
                    home,
                    options.places(),
                    wish.reuse(),
                    wish.fresh(),
                    wish.partial(),
                    ProgramVersion.text());
            return told(engine, setting, ticker, work);
        }
    }

    private ExitCode told(Engine engine, RunSetting setting, SystemTicker ticker, Work work) {
        StopSignal stop = new StopSignal();
        Interrupts.raise(stop);
        try (JournalWriter journal = JournalWriter.open(setting.home().journal(setting.id()));
                Display display = Display.create(options.output().mode(), Places.of(shell));
                Registration frames = ticker.every(FRAME, () -> display.tick(ticker.now()))) {
            List<RunListener> listeners = List.of(journal, display);
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
