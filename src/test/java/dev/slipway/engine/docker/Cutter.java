package dev.slipway.engine.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before an engine's Unix socket, and cuts the connections that carry a certain request. */
final class Cutter implements AutoCloseable {
    private final Path engine;
    private final Path folder = Files.createTempDirectory("cutter");
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Map<SocketChannel, String> requests = new ConcurrentHashMap<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    Cutter(Path engine) throws IOException {
        this.engine = engine;
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    EngineAddress address() {
        return new EngineAddress(URI.create("unix://" + folder.resolve("s")), null, "the test");
    }

    /** @return how many there were */
    int cut(String request) {
        int cut = 0;
        for (Map.Entry<SocketChannel, String> one : requests.entrySet()) {
            if (one.getValue().contains(request)) {
                close(one.getKey());
                cut++;
            }
        }
        return cut;
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(Cutter::close);
        Files.deleteIfExists(folder.resolve("s"));
        Files.deleteIfExists(folder);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel target = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                open.add(client);
                open.add(target);
                Thread.ofPlatform().daemon().start(() -> pump(client, target));
                Thread.ofPlatform().daemon().start(() -> pump(target, client));
            }
        } catch (IOException over) {
            // The test has closed it.
        }
    }

    private void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
        try (from;
                to) {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                String begin =
                        StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
                requests.merge(from, begin.substring(0, Math.min(200, begin.length())), (first, next) -> first);
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
        } catch (IOException over) {
            // One of them has hung up, and now so have both.
        } finally {
            requests.remove(from);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // Nothing is left to release.
        }
    }
}
