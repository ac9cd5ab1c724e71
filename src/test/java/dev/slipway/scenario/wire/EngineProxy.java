package dev.slipway.scenario.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A unix socket before the socket of an engine. It passes everything on, counts the bytes of each direction over all
 * connections, and can cut connections that began with a certain request.
 *
 * <p>Threads: two virtual ones for each connection; every method may be called by any thread.
 */
public final class EngineProxy implements AutoCloseable {
    private final Path socket;
    private final Path engine;
    private final ServerSocketChannel listening;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private EngineProxy(Path socket, Path engine, ServerSocketChannel listening) {
        this.socket = socket;
        this.engine = engine;
        this.listening = listening;
    }

    public static EngineProxy open(Path socket, Path engine) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        EngineProxy proxy = new EngineProxy(socket, engine, listening);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    public String host() {
        return "unix://" + socket;
    }

    /** Bytes from clients to the engine so far. */
    public long sent() {
        return sent.get();
    }

    /** Bytes from the engine to clients so far. */
    public long received() {
        return received.get();
    }

    /** The first lines of the requests that open connections began with. */
    public List<String> open() {
        return connections.stream().map(Connection::firstLine).toList();
    }

    /** Ends, both ways and at once, the connections whose first request fits. @return how many */
    public int cut(Predicate<String> firstLine) {
        List<Connection> doomed = connections.stream()
                .filter(connection -> firstLine.test(connection.firstLine()))
                .toList();
        doomed.forEach(Connection::end);
        return doomed.size();
    }

    /** From now on a connection whose first request begins so is ended at that. */
    public void refuse(String start) {
        refused.add(start);
    }

    /**
     * Stands alone for {@code scripts/bench.sh}: after each line of standard input it says how many bytes went to the
     * engine and how many came back since the line before. The end of the input ends it.
     */
    public static void main(String[] sockets) throws IOException {
        try (EngineProxy proxy = open(Path.of(sockets[0]), Path.of(sockets[1]));
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (lines.readLine() != null) {
                System.out.println(proxy.sent.getAndSet(0) + " " + proxy.received.getAndSet(0));
                System.out.flush();
            }
        }
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel client = listening.accept();
                SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                Connection connection = new Connection(client, server);
                connections.add(connection);
                Thread.ofVirtual().start(() -> connection.pump(client, server, sent, true));
                Thread.ofVirtual().start(() -> connection.pump(server, client, received, false));
            } catch (IOException closedOrGone) {
                // Closed by us, or no engine: a client that came meanwhile sees its connection end.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        connections.forEach(Connection::end);
        Files.deleteIfExists(socket);
    }

    private final class Connection {
        private final SocketChannel client;
        private final SocketChannel server;
        private volatile String firstLine = "";

        private Connection(SocketChannel client, SocketChannel server) {
            this.client = client;
            this.server = server;
        }

        private String firstLine() {
            return firstLine;
        }

        private void pump(SocketChannel from, SocketChannel to, AtomicLong count, boolean request) {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            try {
                while (from.read(buffer) >= 0) {
                    buffer.flip();
                    if (request && firstLine.isEmpty()) {
                        String text = StandardCharsets.ISO_8859_1
                                .decode(buffer.duplicate())
                                .toString();
                        firstLine = text.lines().findFirst().orElse("");
                        if (refused.stream().anyMatch(firstLine::startsWith)) {
                            end();
                            return;
                        }
                    }
                    count.addAndGet(buffer.remaining());
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                    buffer.clear();
                }
                to.shutdownOutput();
            } catch (IOException ended) {
                end();
            }
            if (request) {
                return;
            }
            // The engine has said its last word.
            end();
        }

        private void end() {
            connections.remove(this);
            quietly(client);
            quietly(server);
        }

        private static void quietly(SocketChannel channel) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // That is what was wanted.
            }
        }
    }
}
