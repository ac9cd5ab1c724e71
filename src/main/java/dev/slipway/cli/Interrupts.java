package dev.slipway.cli;

import dev.slipway.engine.StopSignal;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/** Ctrl-C and TERM: the first asks the run to end and clean up, the second ends the process where it stands. */
final class Interrupts {
    private Interrupts() {}

    static void raise(StopSignal stop) {
        AtomicInteger count = new AtomicInteger();
        Runnable handler = () -> {
            if (count.incrementAndGet() > 1) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
            }
            stop.raise(StopSignal.Reason.INTERRUPTED);
        };
        Signals.register("INT", handler);
        Signals.register("TERM", handler);
        Signals.register("HUP", handler);
    }
}
