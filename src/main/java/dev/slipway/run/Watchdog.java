package dev.slipway.run;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Reason;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.model.Timeouts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds one step: raises its signal when the total time is over, or when nothing was heard for the idle time. The idle
 * limit is checked when it could first be over, not at every sound, so that a chatty build costs nothing.
 */
final class Watchdog implements AutoCloseable {
    private static final Registration NOTHING = () -> {};

    private final Ticker ticker;
    private final Duration idle;
    private final StopSignal.Child child;
    private final AtomicLong heardAt;
    private final Registration totalCheck;
    private volatile Registration idleCheck = NOTHING;

    Watchdog(Ticker ticker, StopSignal parent, Timeouts limits) {
        this.ticker = ticker;
        this.idle = limits.idle();
        this.child = parent.child();
        this.heardAt = new AtomicLong(ticker.nanos());
        this.totalCheck = ticker.after(limits.total(), () -> child.signal().raise(Reason.TOTAL_TIME));
        watchIdle(idle);
    }

    StopSignal signal() {
        return child.signal();
    }

    /** The step is alive. */
    void heard() {
        heardAt.set(ticker.nanos());
    }

    private void watchIdle(Duration delay) {
        idleCheck = ticker.after(delay, this::checkIdle);
    }

    private void checkIdle() {
        Duration left = idle.minus(ticker.since(heardAt.get()));
        if (left.isPositive()) {
            watchIdle(left);
        } else {
            child.signal().raise(Reason.IDLE_TIME);
        }
    }

    @Override
    public void close() {
        totalCheck.close();
        idleCheck.close();
        child.close();
    }
}
