package dev.slipway.run;

import dev.slipway.engine.StopSignal.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that moves only when a test moves it; what falls due runs on the moving thread, in order. */
public final class ManualTicker implements Ticker {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Due> due = new ArrayList<>();
    private long nanos;

    private record Due(long at, Runnable action) {}

    @Override
    public synchronized Instant now() {
        return BEGINNING.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Registration after(Duration delay, Runnable action) {
        Due entry = new Due(nanos + delay.toNanos(), action);
        due.add(entry);
        notifyAll();
        return () -> forget(entry);
    }

    private synchronized void forget(Due entry) {
        due.remove(entry);
    }

    public void advance(Duration by) {
        long until = nanos() + by.toNanos();
        for (Optional<Due> next = takeDue(until); next.isPresent(); next = takeDue(until)) {
            next.get().action().run();
        }
        synchronized (this) {
            nanos = until;
        }
    }

    private synchronized Optional<Due> takeDue(long until) {
        Optional<Due> next = due.stream().filter(entry -> entry.at() <= until).min(Comparator.comparingLong(Due::at));
        next.ifPresent(entry -> {
            due.remove(entry);
            nanos = Math.max(nanos, entry.at());
        });
        return next;
    }

    /** Moves at once, as a machine does that was asleep: whatever fell due on the way finds the time at its end. */
    public void jump(Duration by) {
        synchronized (this) {
            nanos += by.toNanos();
        }
        advance(Duration.ZERO);
    }

    /** Waits until so many actions have a time; who tells of a wait may do so before he asks for it. */
    public synchronized void awaitDue(int count) {
        while (due.size() < count) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** Moves to what is due next, unless it is further away than that. */
    void skipWithin(Duration limit) {
        long at;
        synchronized (this) {
            at = due.stream().mapToLong(Due::at).min().orElse(Long.MAX_VALUE);
            if (at > nanos + limit.toNanos()) {
                return;
            }
        }
        advance(Duration.ofNanos(Math.max(0, at - nanos())));
    }

    /** Waits until something is due later, then moves there. */
    public void skipToNext() {
        long at;
        synchronized (this) {
            while (due.isEmpty()) {
                try {
                    wait();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }
            at = due.stream().mapToLong(Due::at).min().orElseThrow();
        }
        advance(Duration.ofNanos(Math.max(0, at - nanos())));
    }
}
