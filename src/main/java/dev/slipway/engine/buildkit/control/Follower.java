package dev.slipway.engine.buildkit.control;

import dev.slipway.engine.buildkit.trace.StatusResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears a build's status until the build has ended, and no longer. */
final class Follower implements StreamObserver<StatusResponse> {
    /** The last of the status comes within milliseconds of the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Of a build that never began there is none, which an engine takes seconds to say. */
    private static final Duration PATIENCE_FOR_A_FIRST = Duration.ofMillis(300);

    private final Consumer<StatusResponse> trace;
    private final Runnable giveUp;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock turn = new ReentrantLock();
    private boolean closed;
    private volatile boolean heard;
    private @Nullable RuntimeException thrown;

    /** @param giveUp ends the build, when {@code trace} has thrown */
    Follower(Consumer<StatusResponse> trace, Runnable giveUp) {
        this.trace = trace;
        this.giveUp = giveUp;
    }

    @Override
    public void onNext(StatusResponse response) {
        turn.lock();
        try {
            if (!closed) {
                heard = true;
                trace.accept(response);
            }
        } catch (RuntimeException unwilling) {
            closed = true;
            thrown = unwilling;
            giveUp.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void onError(Throwable lost) {
        // What went wrong is told by the build's own answer.
        ended.countDown();
    }

    @Override
    public void onCompleted() {
        ended.countDown();
    }

    /** Waits for the last of the status, or for a moment. */
    void awaitEnd() {
        try {
            Duration patience = heard ? PATIENCE : PATIENCE_FOR_A_FIRST;
            ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears nothing more; throws what the listener has thrown. */
    void close() {
        turn.lock();
        try {
            closed = true;
            if (thrown != null) {
                throw thrown;
            }
        } finally {
            turn.unlock();
        }
    }
}
