package dev.slipway.engine.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine as it will be one day: stands before a real one, answers 404 where doors have been shut, and lets HTTP/2 in by
 * the front door when the engine itself has only the old one, {@code POST /grpc}.
 */
final class Gate implements AutoCloseable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPGRADE =
            "POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Path engine;
    private final Set<String> shut;
    private final Path folder;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param shut how the paths end that are answered with 404 */
    Gate(Path engine, Set<String> shut) throws IOException {
        this.engine = engine;
        this.shut = shut;
        this.folder = Files.createTempDirectory("gate");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        Thread.ofVirtual().start(this::accept);
    }

    EngineAddress address() {
        return new EngineAddress(URI.create("unix://" + folder.resolve("s")), null, "the test");
    }

    /** The first line of the first request on each connection. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        Files.deleteIfExists(folder.resolve("s"));
        Files.deleteIfExists(folder);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> pass(client));
            }
        } catch (IOException over) {
            // The test has closed the gate.
        }
    }

    private void pass(SocketChannel client) {
        try (client;
                SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
            open.add(behind);
            byte[] head = head(client);
            String line = new String(head, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            asked.add(line);
            String path = line.split(" ", -1)[1].split("\\?", -1)[0];
            if (shut.stream().anyMatch(path::endsWith)) {
                write(
                        client,
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 29\r\n\r\n{\"message\":\"page not found\"}\n"
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            if (Arrays.equals(head, PREFACE)) {
                write(behind, UPGRADE);
                head(behind);
            }
            write(behind, head);
            Thread back = Thread.ofVirtual().start(() -> pump(behind, client));
            pump(client, behind);
            back.join();
        } catch (IOException | InterruptedException over) {
            // One side has gone.
        } finally {
            open.remove(client);
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
        try {
            while (from.read(piece) >= 0) {
                piece.flip();
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
                piece.clear();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // It is closed.
        }
    }

    private static byte[] head(SocketChannel from) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            if (from.read(one) < 0) {
                throw new EOFException();
            }
            head.write(one.array(), 0, 1);
            one.clear();
        }
        return head.toByteArray();
    }

    private static void write(SocketChannel to, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            to.write(left);
        }
    }
}
