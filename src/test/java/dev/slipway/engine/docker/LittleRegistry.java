package dev.slipway.engine.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A registry in memory on a free port of this machine, for whoever pushes to it and pulls again. */
final class LittleRegistry implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // shared on purpose, and never compared
    private record Manifest(String type, byte[] bytes) {}

    LittleRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** As the first part of an image's name. */
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Methods and paths so far. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            if (path.contains("/blobs/uploads/")) {
                upload(exchange, path);
            } else if (path.contains("/manifests/")
                    && exchange.getRequestMethod().equals("PUT")) {
                keep(exchange, path);
            } else if (path.contains("/manifests/")) {
                Manifest manifest = manifests.get(path);
                answer(exchange, manifest == null ? null : manifest.type(), manifest == null ? null : manifest.bytes());
            } else if (path.contains("/blobs/")) {
                answer(exchange, "application/octet-stream", blobs.get(path.substring(path.lastIndexOf('/') + 1)));
            } else {
                exchange.sendResponseHeaders(200, -1);
            }
        }
    }

    private void upload(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().add("Location", path + UUID.randomUUID());
            exchange.sendResponseHeaders(202, -1);
            return;
        }
        blobs.put(digest(bytes), bytes);
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest(bytes));
        exchange.sendResponseHeaders(201, -1);
    }

    private void keep(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        Manifest manifest =
                new Manifest(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")), bytes);
        manifests.put(path, manifest);
        manifests.put(path.substring(0, path.lastIndexOf('/') + 1) + digest(bytes), manifest);
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest(bytes));
        exchange.sendResponseHeaders(201, -1);
    }

    private static void answer(HttpExchange exchange, @Nullable String type, byte @Nullable [] bytes)
            throws IOException {
        if (type == null || bytes == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest(bytes));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
