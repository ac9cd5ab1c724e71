package dev.slipway.engine.buildkit;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * gRPC services on one connection that an engine has handed over. All threads are its own, and as many as there are calls:
 * a call that waits for a credential helper or an agent must not keep the answer to a health check waiting.
 */
final class SessionServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Ignore files come in headers; the library's 8 KiB are soon full, BuildKit's own clients take 16 MiB. */
    private static final int LARGEST_HEADERS = 16 << 20;

    private static final int LARGEST_MESSAGE = 16 << 20;

    private final Duplex bytes;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("session-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("session-timer").factory());
    private final Server server;
    private volatile boolean closing;
    private final CountDownLatch lost = new CountDownLatch(1);

    private SessionServer(Duplex bytes, List<ServerServiceDefinition> services) {
        this.bytes = bytes;
        OkHttpServerBuilder builder = OkHttpServerBuilder.forPort(
                        OneConnection.NOWHERE, InsecureServerCredentials.create())
                .socketFactory(new OneConnection(new DuplexSocket(new Watched())))
                .transportExecutor(threads)
                .scheduledExecutorService(timer)
                .maxInboundMetadataSize(LARGEST_HEADERS)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                // Engines measure the line with pings, more of them than the library finds polite.
                .permitKeepAliveTime(0, TimeUnit.NANOSECONDS)
                .permitKeepAliveWithoutCalls(true)
                .executor(threads);
        services.forEach(builder::addService);
        this.server = builder.build();
    }

    static SessionServer on(Duplex bytes, List<ServerServiceDefinition> services) throws IOException {
        LibraryLogs.divert();
        SessionServer serving = new SessionServer(bytes, services);
        try {
            serving.server.start();
            return serving;
        } catch (IOException | RuntimeException failed) {
            serving.close();
            throw failed;
        }
    }

    /** Whether the engine has hung up, or the connection broke, before the session was closed; at the latest then. */
    boolean lost(Duration patience) throws InterruptedException {
        return lost.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closing = true;
        server.shutdownNow();
        try {
            server.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            bytes.close();
            threads.shutdownNow();
            timer.shutdownNow();
        }
    }

    private void ended() {
        if (!closing) {
            lost.countDown();
        }
    }

    /** Knows of the end as soon as the bytes do; the library says it only when everything is put away. */
    private final class Watched implements Duplex {
        private final InputStream in = new FilterInputStream(bytes.in()) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                try {
                    int got = in.read(to, offset, length);
                    if (got < 0) {
                        ended();
                    }
                    return got;
                } catch (IOException broken) {
                    ended();
                    throw broken;
                }
            }
        };

        @Override
        public InputStream in() {
            return in;
        }

        @Override
        public OutputStream out() {
            return bytes.out();
        }

        @Override
        public void close() {
            ended();
            bytes.close();
        }
    }
}
