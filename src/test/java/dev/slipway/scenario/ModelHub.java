package dev.slipway.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A model hub on a bad day, in the words of the hub's own interface: every file is there with its size and its ETag
 * ({@code HEAD /OWNER/NAME/resolve/REVISION/PATH}), and either nobody is served for now, or each download breaks off.
 */
final class ModelHub implements AutoCloseable {
    private static final int SIZE = 1_000_000;

    private final HttpServer server;
    private final boolean limited;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ModelHub(HttpServer server, boolean limited) {
        this.server = server;
        this.limited = limited;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** One that answers 429 to everybody. */
    static ModelHub limiting(String address) {
        return at(address, true);
    }

    /** One whose downloads end after a part of what was announced. */
    static ModelHub breakingOff(String address) {
        return at(address, false);
    }

    private static ModelHub at(String address, boolean limited) {
        try {
            return new ModelHub(HttpServer.create(new InetSocketAddress(address, 0), 0), limited);
        } catch (IOException taken) {
            throw new UncheckedIOException("listening on " + address, taken);
        }
    }

    String url() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (limited) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(429, -1);
                return;
            }
            exchange.getResponseHeaders().set("ETag", "\"0123456789abcdef0123456789abcdef01234567\"");
            exchange.getResponseHeaders().set("X-Repo-Commit", "89abcdef0123456789abcdef0123456789abcdef");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(SIZE));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, SIZE);
            exchange.getResponseBody().write(new byte[SIZE / 10]);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
