package dev.slipway.run;

import dev.slipway.secrets.Mask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the listeners, one event at a time whatever thread it comes from, and keeps the clock for durations. No value
 * that the mask knows gets past it.
 */
final class Narrator {
    private final List<RunListener> listeners;
    private final Ticker ticker;
    private final Redaction redaction;
    private final ReentrantLock turn = new ReentrantLock();

    Narrator(List<RunListener> listeners, Ticker ticker) {
        this(listeners, ticker, new Mask());
    }

    Narrator(List<RunListener> listeners, Ticker ticker, Mask mask) {
        this.listeners = List.copyOf(listeners);
        this.ticker = ticker;
        this.redaction = new Redaction(mask);
    }

    /** What may be told of a text. */
    String fit(String text) {
        return redaction.of(text);
    }

    void tell(RunEvent event) {
        RunEvent told = redaction.of(event);
        turn.lock();
        try {
            listeners.forEach(listener -> listener.on(told));
        } finally {
            turn.unlock();
        }
    }

    Instant now() {
        return ticker.now();
    }

    /** Opens a step; close it with exactly one end. */
    OpenStep step(String span, StepKind kind, String title) {
        tell(new RunEvent.StepStarted(now(), span, kind, title));
        return new OpenStep(span, ticker.nanos());
    }

    /** A step that has begun. */
    final class OpenStep {
        private final String span;
        private final long begun;

        private OpenStep(String span, long begun) {
            this.span = span;
            this.begun = begun;
        }

        void print(String line) {
            tell(new RunEvent.StepPrinted(now(), span, line));
        }

        void progress(String text, long current, long total) {
            tell(new RunEvent.StepProgressed(now(), span, text, current, total));
        }

        void end(StepStatus status, String detail, Map<String, String> facts) {
            Duration took = ticker.since(begun);
            tell(new RunEvent.StepEnded(now(), span, took, status, detail, facts));
        }
    }

    void notice(RunEvent.Level level, String text) {
        tell(new RunEvent.Noticed(now(), "run", level, text));
    }
}
