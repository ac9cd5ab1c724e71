package dev.slipway.engine.buildkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An ssh agent that answers each request with one of the next higher type and the same content. */
final class FakeAgent implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("agent");
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch told = new CountDownLatch(1);
    private final boolean silent;

    /** @param silent whether it keeps its answers to itself, as one does that waits for its user */
    FakeAgent(boolean silent) throws IOException {
        this.silent = silent;
        server.bind(UnixDomainSocketAddress.of(socket()));
        Thread.ofVirtual().start(this::accept);
    }

    Path socket() {
        return folder.resolve("s");
    }

    /** The types of the requests that got through to it. */
    List<Integer> asked() {
        return List.copyOf(asked);
    }

    void awaitRequest() throws InterruptedException {
        told.await();
    }

    int connections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                open.add(channel);
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException over) {
            // The test has closed the agent.
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            while (true) {
                int length = read(channel, 4).getInt();
                ByteBuffer request = read(channel, length);
                byte type = request.get(0);
                asked.add((int) type);
                told.countDown();
                if (!silent) {
                    request.put(0, (byte) (type + 1));
                    channel.write(ByteBuffer.allocate(4).putInt(length).flip());
                    channel.write(request);
                }
            }
        } catch (IOException over) {
            // The client has gone.
        } finally {
            open.remove(channel);
        }
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new IOException("over");
            }
        }
        return in.flip();
    }
}
