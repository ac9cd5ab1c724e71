package dev.slipway.context;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The right to show an engine files under a key, for one delivery. Threads may share it. */
final class Lease implements AutoCloseable {
    private final String key;
    private final End end;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** How much of what was shown has not arrived; an engine may take the same files several times at once. */
    private final AtomicInteger underWay = new AtomicInteger();

    private volatile boolean lost;

    /** Hears once how a delivery ended. */
    @FunctionalInterface
    interface End {
        /** @param arrived whether an engine now holds all that it was shown and asked for */
        void closed(boolean arrived);
    }

    Lease(String key, End end) {
        this.key = key;
        this.end = end;
    }

    /** For a key that nobody remembers. */
    static Lease once(String key) {
        return new Lease(key, arrived -> {});
    }

    String key() {
        return key;
    }

    /** Something is on its way from now on. */
    void shown() {
        underWay.incrementAndGet();
    }

    void delivered() {
        underWay.decrementAndGet();
    }

    /** Something did not arrive, whatever else did. */
    void lost() {
        lost = true;
    }

    /** What was never shown cannot have been lost. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end.closed(underWay.get() == 0 && !lost);
        }
    }
}
