package dev.slipway.engine.docker.wire;

import dev.slipway.engine.EngineException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that an engine has died or hangs while a conversation is silent: a silent build and a dead peer look the same
 * from a socket. While nothing is heard the engine is asked for a sign of life; after two in a row that did not come, the
 * conversation is hung up.
 */
public final class Pulse {
    private static final int ENOUGH = 2;

    private final Runnable ping;
    private final Duration every;

    /** @param ping asks for a sign of life, bounded, and throws an {@link EngineException} when none comes */
    public Pulse(Runnable ping, Duration every) {
        this.ping = ping;
        this.every = every;
    }

    Watch watch(Exchange exchange) {
        return watch(exchange::heard, exchange::close);
    }

    /**
     * @param heard how much the engine has said so far
     * @param hangUp ends the conversation; must not wait
     */
    Watch watch(LongSupplier heard, Runnable hangUp) {
        Watch watch = new Watch(heard, hangUp);
        watch.thread.start();
        return watch;
    }

    /** The watch over one conversation, until it is closed. */
    public final class Watch implements AutoCloseable {
        private final LongSupplier said;
        private final Runnable hangUp;
        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread thread = Thread.ofVirtual().name("pulse").unstarted(this::run);
        private volatile @Nullable EngineException lost;

        private Watch(LongSupplier said, Runnable hangUp) {
            this.said = said;
            this.hangUp = hangUp;
        }

        /** Why it was hung up, if it was this watch that did it. */
        public Optional<EngineException> lost() {
            return Optional.ofNullable(lost);
        }

        @Override
        public void close() {
            over.countDown();
        }

        private void run() {
            long heard = said.getAsLong();
            int missed = 0;
            while (!isOver()) {
                long now = said.getAsLong();
                if (now != heard) {
                    heard = now;
                    missed = 0;
                    continue;
                }
                try {
                    ping.run();
                    missed = 0;
                } catch (EngineException silent) {
                    missed++;
                    if (missed == ENOUGH) {
                        lost = silent;
                        hangUp.run();
                        return;
                    }
                }
            }
        }

        private boolean isOver() {
            try {
                return over.await(every.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stop) {
                return true;
            }
        }
    }
}
