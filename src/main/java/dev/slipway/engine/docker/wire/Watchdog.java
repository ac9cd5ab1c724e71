package dev.slipway.engine.docker.wire;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds calls that would wait for ever: the client library's own limits have no effect on sockets that are not TCP.
 *
 * <p>The call runs on a thread of its own, which is interrupted when the time is over. On a Unix socket the interrupt
 * closes the channel; on TCP the library's limit holds. Platform threads, because a monitor held while waiting would
 * keep a carrier of virtual threads from everybody else under Java 21.
 */
public final class Watchdog implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("engine-call-", 0).factory());

    /** @throws EngineException TIMEOUT when it takes longer, STOPPED when the calling thread is interrupted */
    public <T> T call(String operation, Duration limit, Callable<T> work) throws Exception {
        Future<T> running = threads.submit(work);
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            running.cancel(true);
            throw new EngineException(Kind.TIMEOUT, operation, "no answer within " + limit.toSeconds() + " s", late);
        } catch (InterruptedException stop) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.STOPPED, operation, "interrupted", stop);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw failed;
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
