package dev.slipway.engine.buildkit.control;

import dev.slipway.engine.buildkit.Duplex;
import dev.slipway.engine.buildkit.DuplexSocket;
import dev.slipway.engine.buildkit.LibraryLogs;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/** A gRPC client on one connection that is there already; once that breaks, every call fails. All threads are its own. */
final class OnLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int LARGEST_MESSAGE = 16 << 20;

    private final Heard bytes;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("control-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("control-timer").factory());
    private final ManagedChannel channel;
    private volatile boolean hungUp;

    OnLine(Duplex bytes) {
        LibraryLogs.divert();
        this.bytes = new Heard(bytes);
        // The address is for the library's books alone: nothing connects to it, and it needs no name service.
        this.channel = OkHttpChannelBuilder.forAddress("127.0.0.1", 1, InsecureChannelCredentials.create())
                .overrideAuthority("localhost")
                .proxyDetector(nowhere -> null)
                .socketFactory(new Once(new DuplexSocket(this.bytes)))
                .transportExecutor(threads)
                .scheduledExecutorService(timer)
                .executor(threads)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .disableRetry()
                .disableServiceConfigLookUp()
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** Bytes that the engine has sent so far. */
    long heard() {
        return bytes.bytes();
    }

    /** Whether the connection is gone, from whichever side. */
    boolean broken() {
        return hungUp || bytes.broken();
    }

    /** May be called by anyone, more than once; what is under way fails. */
    void hangUp() {
        // Known before any call fails by it: a call that is hung up on reads as if the builder had refused it.
        hungUp = true;
        channel.shutdownNow();
        bytes.close();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            bytes.close();
            threads.shutdownNow();
            timer.shutdownNow();
        }
    }

    private static final class Once extends SocketFactory {
        private final Socket connection;
        private final AtomicBoolean taken = new AtomicBoolean();

        private Once(Socket connection) {
            this.connection = connection;
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            if (taken.compareAndSet(false, true)) {
                return connection;
            }
            throw new SocketException("the connection to the engine broke");
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort)
                throws IOException {
            return createSocket(host, port);
        }
    }
}
