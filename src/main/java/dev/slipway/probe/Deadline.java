package dev.slipway.probe;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A stop signal that is raised with its parent, or alone once the time is over. Close it when the work has ended: no
 * thread waits for it, and the parent forgets it.
 */
public final class Deadline implements AutoCloseable {
    private final StopSignal parent;
    private final StopSignal.Child child;
    private final CompletableFuture<Boolean> timer = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private final Duration within;

    public Deadline(StopSignal parent, Duration within) {
        this.parent = parent;
        this.within = within;
        this.child = parent.child();
        // On a thread of its own: hooks of the signal talk to the engine, and the timer's thread serves everybody.
        CompletableFuture<Void> raised = timer.thenAcceptAsync(
                over -> child.signal().raise(StopSignal.Reason.TOTAL_TIME), Thread::startVirtualThread);
        if (!raised.isDone()) {
            timer.completeOnTimeout(true, Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    public StopSignal signal() {
        return child.signal();
    }

    /** Whether this deadline, and not its parent, has ended the work that threw {@code failure}; else it is thrown on. */
    public boolean ended(EngineException failure) {
        if (failure.kind() == EngineException.Kind.STOPPED && child.signal().raised() && !parent.raised()) {
            return true;
        }
        throw failure;
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What is left, never less than a millisecond. */
    Duration left() {
        Duration left = within.minus(elapsed());
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    @Override
    public void close() {
        timer.cancel(false);
        child.close();
    }
}
