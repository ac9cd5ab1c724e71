package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that is over after a time, or when it is stopped, whatever the other side does. */
final class Bounded {
    private Bounded() {}

    /**
     * On a virtual thread: to interrupt one that reads from a socket closes the socket (see {@link java.net.Socket}), so
     * that nothing is left of work that has run out of time.
     *
     * @throws TimeoutException when the limit is over
     * @throws CancellationException when it was stopped
     * @throws ExecutionException with what the work has thrown
     */
    static <T> T within(Duration limit, StopSignal stop, String name, Callable<T> work)
            throws TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name(name).start(task);
        return await(task, limit, stop);
    }

    /** As {@link #within}, for a call that is interrupted on a platform's thread only. */
    static <T> T onPlatform(Duration limit, StopSignal stop, String name, Callable<T> work)
            throws TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        return await(task, limit, stop);
    }

    private static <T> T await(FutureTask<T> task, Duration limit, StopSignal stop)
            throws TimeoutException, ExecutionException {
        try (Registration end = stop.onRaise(reason -> task.cancel(true))) {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the caller was interrupted");
        } finally {
            task.cancel(true);
        }
    }

    /** Waits out the pause; false when it was stopped meanwhile. */
    static boolean pause(Duration pause, StopSignal stop) {
        CountDownLatch raised = new CountDownLatch(1);
        try (Registration end = stop.onRaise(reason -> raised.countDown())) {
            return !raised.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
