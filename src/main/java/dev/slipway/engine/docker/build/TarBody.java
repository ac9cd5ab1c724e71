package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.ContextStream;
import dev.slipway.engine.docker.wire.Exchange;
import dev.slipway.engine.docker.wire.Header;
import dev.slipway.engine.docker.wire.Query;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The context as the body of the request: a tar that is made while it is sent, by a thread of its own, so that the
 * engine's answer is heard even when it comes before the end of the context.
 */
final class TarBody implements ContextCarrier {
    static final List<Header> HEADERS = List.of(new Header("Content-Type", "application/x-tar"));
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ContextStream context;
    private final BuildListener listener;
    private final DockerfileTap tap;
    private final List<Header> headers;

    /** @param more headers of the request */
    TarBody(ContextStream context, BuildListener listener, DockerfileTap tap, List<Header> more) {
        this.context = context;
        this.listener = listener;
        this.tap = tap;
        this.headers = Stream.concat(HEADERS.stream(), more.stream()).toList();
    }

    @Override
    public void announce(Query parameters) {
        // A body needs no announcement.
    }

    @Override
    public void close() {
        // Each sending has its own end.
    }

    @Override
    public Sending send(Exchange exchange, String path) throws IOException {
        Upload upload = new Upload(exchange, exchange.sendChunked("POST", path, headers));
        upload.thread.start();
        return upload;
    }

    private final class Upload implements Sending {
        private final Exchange exchange;
        private final Meter meter;
        private final Thread thread =
                Thread.ofPlatform().daemon().name("context").unstarted(this::run);
        private volatile @Nullable IOException unreadable;

        private Upload(Exchange exchange, OutputStream body) {
            this.exchange = exchange;
            this.meter = new Meter(body);
        }

        private void run() {
            try {
                context.writeTo(meter);
                meter.end();
                listener.contextSent(meter.sent);
            } catch (IOException | RuntimeException failed) {
                if (!meter.hungUp) {
                    unreadable = failed instanceof IOException reason ? reason : new IOException(failed);
                    // The engine must not take what it has got for the whole.
                    exchange.close();
                }
            }
        }

        @Override
        public long bytes() {
            return meter.sent;
        }

        @Override
        public Optional<IOException> unreadable() {
            return Optional.ofNullable(unreadable);
        }

        @Override
        public boolean lost(Duration patience) {
            return false;
        }

        @Override
        public Optional<String> dockerfile() {
            return tap.text();
        }

        @Override
        public void close() {
            exchange.close();
            try {
                if (!thread.join(PATIENCE)) {
                    thread.interrupt();
                }
            } catch (InterruptedException stop) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Counts, tells now and then, and knows whether it was the engine that failed. */
    private final class Meter extends FilterOutputStream {
        private static final long TELL_EVERY = 1 << 20;

        private volatile long sent;
        private volatile boolean hungUp;
        private long told;

        private Meter(OutputStream body) {
            super(body);
        }

        private void end() throws IOException {
            try {
                out.close();
            } catch (IOException gone) {
                hungUp = true;
                throw gone;
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException gone) {
                hungUp = true;
                throw gone;
            }
            tap.write(bytes, offset, length);
            long now = sent + length;
            sent = now;
            if (now - told >= TELL_EVERY) {
                told = now;
                listener.contextSent(now);
            }
        }
    }
}
