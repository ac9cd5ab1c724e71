package dev.slipway.engine.docker;

import dev.slipway.engine.buildkit.Duplex;
import dev.slipway.engine.buildkit.FakeDaemon;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The end of a session that a {@link StubServer} keeps. Its first words come in one piece with the head of the answer. */
final class StubSession implements StubServer.Reply, AutoCloseable {
    private static final String HEAD = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final CompletableFuture<FakeDaemon> daemon = new CompletableFuture<>();
    private final CountDownLatch drop = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @Override
    public void to(StubServer.Call call) throws IOException, InterruptedException {
        FakeDaemon speaks = new FakeDaemon(new Bytes(call));
        request.complete(call.head());
        daemon.complete(speaks);
        speaks.greet();
        drop.await();
        throw new EOFException("dropped");
    }

    /** The lines of the request for the session. */
    List<String> head() {
        return request.join().lines().toList();
    }

    FakeDaemon daemon() {
        return daemon.join();
    }

    /** Ends what this side says, and waits until the other has seen it and hung up. */
    void dropped() throws InterruptedException {
        drop.countDown();
    }

    void awaitGone() throws InterruptedException {
        gone.await();
    }

    @Override
    public void close() throws InterruptedException {
        drop.countDown();
        if (daemon.isDone()) {
            daemon.join().close();
        }
    }

    private final class Bytes implements Duplex {
        private final InputStream in;
        private final OutputStream out;

        private Bytes(StubServer.Call call) {
            in = new FilterInputStream(call.in()) {
                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                    int got = -1;
                    try {
                        got = in.read(to, offset, length);
                        return got;
                    } finally {
                        if (got < 0) {
                            gone.countDown();
                        }
                    }
                }
            };
            out = new AfterHead(call.out());
        }

        @Override
        public InputStream in() {
            return in;
        }

        @Override
        public OutputStream out() {
            return out;
        }

        @Override
        public void close() {
            drop.countDown();
        }
    }

    private static final class AfterHead extends FilterOutputStream {
        private boolean begun;

        private AfterHead(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (begun) {
                out.write(from, offset, length);
                return;
            }
            begun = true;
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(HEAD.getBytes(StandardCharsets.US_ASCII));
            both.write(from, offset, length);
            out.write(both.toByteArray());
        }
    }
}
