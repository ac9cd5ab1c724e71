package dev.slipway.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.engine.OutputSink;
import dev.slipway.model.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the tests of this package stand on. */
final class Doubles {
    static final Origin HERE = new Origin("pipeline.yaml", 1, 1);
    static final Duration SHORT = Duration.ofMillis(300);
    static final Duration LONG = Duration.ofSeconds(20);

    private Doubles() {}

    static BedSetting setting(Path folder) {
        return new BedSetting("slipway-test", Map.of("slipway.test", "1"), folder, Duration.ZERO);
    }

    /** Keeps the lines it hears. */
    static final class Heard implements OutputSink {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void line(Stream stream, String line) {
            lines.add(line);
        }
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** A server on loopback that goes when it is closed. */
    record Site(HttpServer server) implements AutoCloseable {
        static Site open(Handler handler) {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setExecutor(Thread::startVirtualThread);
                server.createContext("/", handler::handle);
                server.start();
                return new Site(server);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        String address() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }

        static void answer(HttpExchange exchange, int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
