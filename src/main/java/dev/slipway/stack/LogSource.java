package dev.slipway.stack;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** One container's log, read ahead by a few lines on a thread of its own. For one reading thread. */
final class LogSource implements AutoCloseable {
    private static final int AHEAD = 256;
    private static final Entry END = new Entry(Instant.MAX, OutputSink.Stream.OUT, "");

    private final String role;
    private final BlockingQueue<Entry> ahead = new ArrayBlockingQueue<>(AHEAD);
    private final StopSignal stop = new StopSignal();
    private final StopSignal.Registration tie;
    private volatile @Nullable EngineException broken;
    private @Nullable Thread thread;
    private Entry current = END;

    private record Entry(Instant at, OutputSink.Stream stream, String line) {}

    private LogSource(String role, StopSignal parent) {
        this.role = role;
        this.tie = parent.onRaise(stop::raise);
    }

    static LogSource open(Engine engine, Standing standing, LogSection section, StopSignal parent) {
        LogSource source = new LogSource(standing.role(), parent);
        source.thread = Thread.ofVirtual()
                .name("log of " + standing.role())
                .start(() -> source.readAll(engine, standing.container(), section));
        return source;
    }

    private void readAll(Engine engine, String container, LogSection section) {
        try {
            engine.readLog(container, section, (at, stream, line) -> put(new Entry(at, stream, line)), stop);
        } catch (EngineException failure) {
            if (failure.kind() != Kind.STOPPED && failure.kind() != Kind.NOT_FOUND) {
                broken = failure;
            }
        } finally {
            putQuietly();
        }
    }

    private void put(Entry entry) {
        try {
            ahead.put(entry);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.STOPPED, "reading the log of " + role, "no longer wanted", closed);
        }
    }

    private void putQuietly() {
        try {
            ahead.put(END);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes to the next line; false when there is none. */
    boolean advance() {
        try {
            current = ahead.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            current = END;
        }
        Optional.ofNullable(broken).filter(failure -> isEnd()).ifPresent(failure -> {
            throw failure;
        });
        return !isEnd();
    }

    private boolean isEnd() {
        return current.at().equals(Instant.MAX);
    }

    String role() {
        return role;
    }

    Instant at() {
        return current.at();
    }

    void tell(StackLogs.Reader reader) {
        reader.line(role, current.at(), current.stream(), current.line());
    }

    @Override
    public void close() {
        tie.close();
        stop.raise(StopSignal.Reason.DONE);
        Optional.ofNullable(thread).ifPresent(Thread::interrupt);
    }
}
