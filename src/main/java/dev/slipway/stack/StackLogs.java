package dev.slipway.stack;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The logs of standing containers as one: what is there already by its times, then, if wished, what comes as it comes.
 * However long the logs are, only a few lines of each are held.
 */
public final class StackLogs {
    private final Engine engine;

    public StackLogs(Engine engine) {
        this.engine = engine;
    }

    /** Hears the lines, one at a time. */
    @FunctionalInterface
    public interface Reader {
        void line(String role, Instant at, OutputSink.Stream stream, String line);
    }

    /** Reads until all is read, or, when it is followed, until all containers have ended or the signal is raised. */
    public void read(List<Standing> standing, LogSection section, Reader reader, StopSignal stop) {
        Map<String, Instant> last = new HashMap<>();
        merge(
                standing,
                new LogSection(section.lines(), section.since().orElse(null), false),
                (role, at, stream, line) -> {
                    last.put(role, at);
                    reader.line(role, at, stream, line);
                },
                stop);
        if (section.follow() && !stop.raised()) {
            follow(standing, section, last, reader, stop);
        }
    }

    private void merge(List<Standing> standing, LogSection section, Reader reader, StopSignal stop) {
        List<LogSource> sources = new ArrayList<>();
        PriorityQueue<LogSource> next =
                new PriorityQueue<>(Comparator.comparing(LogSource::at).thenComparing(LogSource::role));
        try {
            standing.forEach(one -> sources.add(LogSource.open(engine, one, section, stop)));
            sources.stream().filter(LogSource::advance).forEach(next::add);
            while (!next.isEmpty() && !stop.raised()) {
                LogSource earliest = next.remove();
                earliest.tell(reader);
                if (earliest.advance()) {
                    next.add(earliest);
                }
            }
        } finally {
            sources.forEach(LogSource::close);
        }
    }

    private void follow(
            List<Standing> standing, LogSection section, Map<String, Instant> last, Reader reader, StopSignal stop) {
        Object turn = new Object();
        List<CompletableFuture<Void>> follows = new ArrayList<>();
        for (Standing one : standing) {
            // Where nothing was there, all that has come since is new.
            Instant from = Optional.ofNullable(last.get(one.role()))
                    .map(at -> at.plusNanos(1))
                    .orElse(section.since().orElse(null));
            LogSection rest = new LogSection(section.lines() == 0 ? 0 : -1, from, true);
            follows.add(CompletableFuture.runAsync(
                    () -> engine.readLog(
                            one.container(),
                            rest,
                            (at, stream, line) -> {
                                synchronized (turn) {
                                    reader.line(one.role(), at, stream, line);
                                }
                            },
                            stop),
                    Thread::startVirtualThread));
        }
        follows.forEach(StackLogs::join);
    }

    /** A container that was taken away has no more to say. */
    private static void join(CompletableFuture<Void> follow) {
        try {
            follow.join();
        } catch (CompletionException failure) {
            if (!(failure.getCause() instanceof EngineException broken)) {
                throw failure;
            }
            if (broken.kind() != Kind.NOT_FOUND && broken.kind() != Kind.CONFLICT) {
                throw broken;
            }
        }
    }
}
