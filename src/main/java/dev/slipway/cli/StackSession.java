package dev.slipway.cli;

import dev.slipway.console.OutputMode;
import dev.slipway.console.StackDisplay;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.run.SystemTicker;
import dev.slipway.stack.StackLock;
import dev.slipway.stack.StackName;
import dev.slipway.stack.Telling;
import dev.slipway.stack.Wished;
import java.time.Duration;
import java.util.function.BiFunction;

/** A change of a standing stack from the command line: one at a time, displayed, ended by the first signal. */
final class StackSession {
    private static final Duration FRAME = Duration.ofMillis(100);

    private final Shell shell;
    private final OutputMode mode;

    StackSession(Shell shell, OutputMode mode) {
        this.shell = shell;
        this.mode = mode;
    }

    /** Where the wish of a stack is remembered. */
    static Wished.Note note(Shell shell, StackName stack, Engine engine) {
        return new Wished.Note(
                shell.workspace().home().stacks(), stack, engine.info().endpoint());
    }

    ExitCode go(StackName stack, BiFunction<Telling, StopSignal, ExitCode> work) {
        return switch (StackLock.on(shell.workspace().home().stacks(), stack)) {
            case StackLock.Try.Taken(String who) -> {
                shell.err()
                        .println("slipway: another command changes the stack '%s' at this moment%s."
                                .formatted(stack.label(), who.isEmpty() ? "" : " (process " + who + ")"));
                shell.err().println("Maybe wait until it is done, or end it with Ctrl-C where it runs.");
                yield ExitCode.FAILED;
            }
            case StackLock.Try.Held(StackLock lock) -> {
                try (lock) {
                    yield told(work);
                }
            }
        };
    }

    private ExitCode told(BiFunction<Telling, StopSignal, ExitCode> work) {
        StopSignal stop = new StopSignal();
        Interrupts.raise(stop);
        try (SystemTicker ticker = new SystemTicker();
                StackDisplay display = StackDisplay.create(mode, Places.of(shell));
                Registration frames = ticker.every(FRAME, () -> display.tick(ticker.now()))) {
            return work.apply(new Telling(display, ticker, new LazyJudge(), MaskedLayout.MASK), stop);
        }
    }
}
