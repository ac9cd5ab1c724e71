package dev.slipway.engine.buildkit.sync;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** Counts what all transfers of a build have sent, and tells the sum now and then; never a smaller one after a larger. */
final class Meter {
    private static final long TELL_EVERY = 1 << 20;

    private final LongConsumer progress;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile long sent;
    private long told;

    Meter(LongConsumer progress) {
        this.progress = progress;
    }

    long sent() {
        return sent;
    }

    void add(long bytes) {
        turn.lock();
        try {
            long now = sent + bytes;
            sent = now;
            if (now - told >= TELL_EVERY) {
                told = now;
                progress.accept(now);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Tells what has not been told yet. */
    void tell() {
        turn.lock();
        try {
            if (sent > told) {
                told = sent;
                progress.accept(told);
            }
        } finally {
            turn.unlock();
        }
    }
}
