package dev.slipway.cli;

import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C and TERM while somebody works on a stack: the first asks for an orderly end; the second takes the containers
 * away as they stand and ends the process.
 */
final class DevInterrupts {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final StopSignal stop = new StopSignal();
    private final AtomicInteger count = new AtomicInteger();
    private final AtOnce atOnce = new AtOnce();

    DevInterrupts() {
        Signals.register("INT", this::interrupt);
        Signals.register("TERM", this::interrupt);
        Signals.register("HUP", this::interrupt);
    }

    StopSignal stop() {
        return stop;
    }

    /** What the second signal does before the process ends. */
    AtOnce atOnce() {
        return atOnce;
    }

    private void interrupt() {
        int signals = count.incrementAndGet();
        if (signals == 1) {
            stop.raise(StopSignal.Reason.INTERRUPTED);
        } else if (signals == 2) {
            Thread removal = Thread.ofPlatform().daemon().name("at-once").start(atOnce);
            try {
                removal.join(LONGEST);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        } else {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
    }
}
