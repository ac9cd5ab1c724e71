package dev.slipway.run;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Reason;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.model.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Bounds one step: raises its signal when the total time is over, or when nothing was heard for the idle time. The idle
 * limit is checked when it could first be over, not at every sound, so that a chatty build costs nothing.
 */
final class Watchdog implements AutoCloseable {
    private static final Registration NOTHING = () -> {};
    private static final Duration SOONEST = Duration.ofMillis(20);

    private final Ticker ticker;
    private final Duration idle;
    private final Duration total;
    private final StopSignal.Child child;
    private final AtomicLong heardAt;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong uncounted = new AtomicLong();
    private final long begun;
    private volatile Registration totalCheck = NOTHING;
    private volatile Registration idleCheck = NOTHING;
    private volatile long pausedAt;
    private volatile boolean paused;
    private volatile boolean said;

    Watchdog(Ticker ticker, StopSignal parent, Timeouts limits) {
        this.ticker = ticker;
        this.idle = limits.idle();
        this.child = parent.child();
        this.heardAt = new AtomicLong(ticker.nanos());
        this.begun = ticker.nanos();
        this.total = limits.total();
        watchTotal(total);
        watchIdle(idle);
    }

    StopSignal signal() {
        return child.signal();
    }

    /** The step is alive. */
    void heard() {
        long now = ticker.nanos();
        longest.accumulateAndGet(now - heardAt.getAndSet(now), Math::max);
        said = true;
    }

    /** The longest time that nothing was heard so far; empty of a step that never said anything. */
    Optional<Duration> silence() {
        long last = ticker.nanos() - heardAt.get();
        return said ? Optional.of(Duration.ofNanos(Math.max(last, longest.get()))) : Optional.empty();
    }

    /** Does something that is not the step's own, and whose time is not counted as its. One at a time. */
    <T> T uncounted(Supplier<T> work) {
        pausedAt = ticker.nanos();
        paused = true;
        try {
            return work.get();
        } finally {
            uncounted.addAndGet(ticker.nanos() - pausedAt);
            paused = false;
        }
    }

    private void watchTotal(Duration delay) {
        totalCheck = ticker.after(delay, this::checkTotal);
    }

    private void checkTotal() {
        long now = ticker.nanos();
        long free = uncounted.get() + (paused ? now - pausedAt : 0);
        Duration left = total.minus(Duration.ofNanos(now - begun - free));
        if (left.isPositive()) {
            watchTotal(left.compareTo(SOONEST) > 0 ? left : SOONEST);
        } else {
            child.signal().raise(Reason.TOTAL_TIME);
        }
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
