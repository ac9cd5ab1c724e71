package dev.slipway.console;

import dev.slipway.run.RunEvent;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread at a time into a display: the run's events, the ticks, and whoever closes it on a signal. */
final class GuardedDisplay implements Display {
    private final Display display;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean closed;

    GuardedDisplay(Display display) {
        this.display = display;
    }

    @Override
    public void on(RunEvent event) {
        turn.lock();
        try {
            if (!closed) {
                display.on(event);
            }
        } finally {
            turn.unlock();
        }
    }

    /** A tick that would have to wait is not worth waiting for: the next one comes soon. */
    @Override
    public void tick(Instant now) {
        if (!turn.tryLock()) {
            return;
        }
        try {
            if (!closed) {
                display.tick(now);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        boolean mine = false;
        try {
            // A terminal that was stopped blocks whoever writes to it; a process that wants to end must not wait for
            // it.
            mine = turn.tryLock(1, TimeUnit.SECONDS);
            if (mine && !closed) {
                closed = true;
                display.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (mine) {
                turn.unlock();
            }
        }
    }
}
