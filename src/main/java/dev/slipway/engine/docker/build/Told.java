package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.OutputSink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the promises of {@link BuildListener} whatever a builder says: one call at a time, although the context is sent
 * by another thread; one end for each start; nothing after {@link #close}.
 */
final class Told implements BuildListener {
    private final BuildListener listener;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, Long> open = new LinkedHashMap<>();
    private long sent;
    private boolean closed;

    Told(BuildListener listener) {
        this.listener = listener;
    }

    /** Ends what is still under way, for {@code why}. */
    void close(String why) {
        inTurn(() -> {
            open.forEach(
                    (step, began) -> listener.stepEnded(step, false, Duration.ofNanos(System.nanoTime() - began), why));
            open.clear();
            closed = true;
        });
    }

    @Override
    public void stepStarted(String step, String name) {
        inTurn(() -> {
            if (open.putIfAbsent(step, System.nanoTime()) == null) {
                listener.stepStarted(step, name);
            }
        });
    }

    @Override
    public void stepLine(String step, OutputSink.Stream stream, String line) {
        inTurn(() -> {
            if (open.containsKey(step)) {
                listener.stepLine(step, stream, line);
            }
        });
    }

    @Override
    public void stepProgress(String step, String what, long current, long total) {
        inTurn(() -> {
            if (open.containsKey(step)) {
                listener.stepProgress(step, what, current, total);
            }
        });
    }

    @Override
    public void stepEnded(String step, boolean cached, Duration took, @Nullable String error) {
        inTurn(() -> {
            if (open.remove(step) != null) {
                listener.stepEnded(step, cached, took, error);
            }
        });
    }

    @Override
    public void warning(String text) {
        inTurn(() -> listener.warning(text));
    }

    @Override
    public void contextSent(long bytes) {
        inTurn(() -> {
            if (bytes > sent) {
                sent = bytes;
                listener.contextSent(bytes);
            }
        });
    }

    private void inTurn(Runnable call) {
        turn.lock();
        try {
            if (!closed) {
                call.run();
            }
        } finally {
            turn.unlock();
        }
    }
}
