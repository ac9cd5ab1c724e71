package dev.slipway.probe;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.probe.Patience.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the running container's log from its first line on. It says no at the first forbidden line, and yes once every
 * demanded line was seen and the log has been quiet for a moment: only then is the whole of it known to have been read.
 */
final class LogsQuestion {
    private static final long QUIET_NANOS = 500_000_000;

    private final Asking asking;
    private final Check.Logs check;

    LogsQuestion(Asking asking, Check.Logs check) {
        this.asking = asking;
        this.check = check;
    }

    ProbeResult ask(Running running) {
        Reader reader = new Reader(check);
        try (StopSignal.Child follow = asking.stop().child()) {
            CompletableFuture<Void> following = CompletableFuture.runAsync(
                    () -> asking.engine().followLog(running.id(), reader, follow.signal()), Thread::startVirtualThread);
            try {
                return Patience.ask(
                        check.title() + " of " + running.alias(),
                        check.within(),
                        asking.stop(),
                        () -> look(running, reader, following),
                        running::lastLines);
            } finally {
                follow.signal().raise(StopSignal.Reason.DONE);
            }
        }
    }

    private Sight look(Running running, Reader reader, CompletableFuture<Void> following) {
        Optional<String> forbidden = reader.forbidden();
        if (forbidden.isPresent()) {
            return new Sight.Pointless("the log has " + forbidden.get(), null, false);
        }
        boolean ended = following.isDone();
        if (following.isCompletedExceptionally() && following.exceptionNow() instanceof EngineException broken) {
            throw broken;
        }
        List<String> missing = reader.missing();
        if (missing.isEmpty() && (ended || reader.quiet())) {
            return new Sight.Expected(
                    "%d lines read, %d demanded lines seen, no forbidden one"
                            .formatted(reader.count(), check.must().size()),
                    Map.of("log.lines", Long.toString(reader.count())));
        }
        String seen = missing.isEmpty()
                ? "line still coming"
                : "look found no \"%s\" in %d lines".formatted(Wording.excerpt(missing.getFirst()), reader.count());
        if (ended && !missing.isEmpty()) {
            ContainerState state = running.state();
            if (!state.running() && running.ended(state) instanceof Sight.Pointless end) {
                return new Sight.Pointless(end.seen() + ", and the " + seen, end.exit(), end.oomKilled());
            }
        }
        return new Sight.NotYet(seen);
    }

    /** Written by the engine's thread, read by ours. */
    private static final class Reader implements OutputSink {
        private final List<String> never;
        private final List<String> missing;
        private @Nullable String forbidden;
        private long count;
        private long lastLine = System.nanoTime();

        Reader(Check.Logs check) {
            this.never = check.never();
            this.missing = new ArrayList<>(check.must());
        }

        @Override
        public synchronized void line(Stream stream, String line) {
            count++;
            lastLine = System.nanoTime();
            missing.removeIf(line::contains);
            if (forbidden == null) {
                forbidden = never.stream()
                        .filter(line::contains)
                        .findFirst()
                        .map(text -> "\"%s\", which it must never have: %s"
                                .formatted(Wording.excerpt(text), Wording.excerpt(line)))
                        .orElse(null);
            }
        }

        synchronized Optional<String> forbidden() {
            return Optional.ofNullable(forbidden);
        }

        synchronized List<String> missing() {
            return List.copyOf(missing);
        }

        synchronized long count() {
            return count;
        }

        synchronized boolean quiet() {
            return System.nanoTime() - lastLine >= QUIET_NANOS;
        }
    }
}
