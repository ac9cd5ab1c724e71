package dev.slipway.engine.docker;

import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A signal that raises itself when the time is over. */
record Deadline(StopSignal signal, CompletableFuture<Void> timer) implements AutoCloseable {
    static Deadline in(Duration limit) {
        StopSignal signal = new StopSignal();
        CompletableFuture<Void> timer = CompletableFuture.runAsync(
                () -> signal.raise(StopSignal.Reason.TOTAL_TIME),
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        return new Deadline(signal, timer);
    }

    @Override
    public void close() {
        timer.cancel(false);
    }
}
