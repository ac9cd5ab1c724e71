package dev.slipway.context;

import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scans of one run, shared by those of its builds that look at the same. Who asks gets a scan that is going on, or one
 * that ended so short a while ago that the builds began together; else a new one is taken, by the thread that asked. What
 * was changed before the run began is in each, and what is changed later may be: a build that meets such a file fails by
 * naming it, and the scan it came from is not shared any more. Threads may share it.
 */
final class Scans {
    /**
     * Builds that a run starts together ask within milliseconds; a hand takes longer to save the next edit. A scan that took
     * longer than this is shared for as long again: on a busy machine, or in a large folder, all else takes longer too.
     */
    static final Duration TOGETHER = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Scans.class);

    /** Takes a scan; heeds the signal. */
    @FunctionalInterface
    interface Taker {
        Scan take(Subject subject, StopSignal stop) throws IOException;
    }

    private final Taker taker;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Subject, Round> rounds = new HashMap<>();

    Scans(Taker taker, LongSupplier nanos) {
        this.taker = taker;
        this.nanos = nanos;
    }

    /** One scan, from its beginning on. Its result is let go when memory gets scarce. */
    private static final class Round {
        /** Those who wait hold it too; it would keep the scan for ever. */
        private @Nullable CompletableFuture<Scan> going;

        private @Nullable SoftReference<Scan> ended;
        private final long beganAt;
        private long endedAt;

        private Round(long now, CompletableFuture<Scan> going) {
            this.beganAt = now;
            this.going = going;
        }

        private boolean together(long now) {
            return now - endedAt < Math.max(TOGETHER.toNanos(), endedAt - beganAt);
        }
    }

    /** A scan that is at most as old as the builds that began together with this one. */
    Scan shared(Subject subject, StopSignal stop) throws IOException {
        while (true) {
            Scan.heed(stop);
            CompletableFuture<Scan> going = new CompletableFuture<>();
            Round mine = new Round(nanos.getAsLong(), going);
            CompletableFuture<Scan> other;
            lock.lock();
            try {
                Round last = rounds.get(subject);
                if (last != null && last.ended != null) {
                    Scan scan = last.ended.get();
                    boolean together = last.together(nanos.getAsLong());
                    if (scan != null && together && !scan.outdated()) {
                        return scan;
                    }
                    last = null;
                }
                other = last == null ? null : last.going;
                if (other == null) {
                    rounds.put(subject, mine);
                }
            } finally {
                lock.unlock();
            }
            if (other == null) {
                log.debug("scanning {}", subject.root());
                return take(subject, mine, going, stop);
            }
            Scan scan = await(other, stop);
            if (scan != null) {
                return scan;
            }
        }
    }

    /** A scan that begins now. */
    Scan fresh(Subject subject, StopSignal stop) throws IOException {
        CompletableFuture<Scan> going = new CompletableFuture<>();
        Round mine = new Round(nanos.getAsLong(), going);
        lock.lock();
        try {
            rounds.put(subject, mine);
        } finally {
            lock.unlock();
        }
        log.debug("looking again at {}", subject.root());
        return take(subject, mine, going, stop);
    }

    private Scan take(Subject subject, Round mine, CompletableFuture<Scan> going, StopSignal stop) throws IOException {
        try {
            Scan scan = taker.take(subject, stop);
            end(subject, mine, scan);
            going.complete(scan);
            return scan;
        } catch (IOException | RuntimeException | Error broken) {
            end(subject, mine, null);
            going.completeExceptionally(broken);
            throw broken;
        }
    }

    private void end(Subject subject, Round mine, @Nullable Scan scan) {
        lock.lock();
        try {
            if (scan == null) {
                rounds.remove(subject, mine);
            } else {
                mine.ended = new SoftReference<>(scan);
                mine.endedAt = nanos.getAsLong();
                mine.going = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What another asked for; none when it was that other that was told to stop. */
    private static @Nullable Scan await(CompletableFuture<Scan> other, StopSignal stop) throws IOException {
        CompletableFuture<Scan> waiting = other.copy();
        try (StopSignal.Registration tie = stop.onRaise(why -> waiting.cancel(false))) {
            return waiting.join();
        } catch (CompletionException broken) {
            return switch (broken.getCause()) {
                case InterruptedIOException stopped -> null;
                case IOException unreadable -> throw unreadable;
                case RuntimeException bug -> throw bug;
                case Error bug -> throw bug;
                case null, default -> throw new IllegalStateException(broken);
            };
        } catch (java.util.concurrent.CancellationException stopped) {
            Scan.heed(stop);
            return null;
        }
    }
}
