package dev.slipway.report.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A collector of traces on loopback: takes what is posted to {@code /v1/traces}, and answers as it is told to. */
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();

    /** What came. */
    public record Posted(Headers headers, JsonNode body) {}

    public Collector(int status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            posted.add(
                    new Posted(exchange.getRequestHeaders(), new ObjectMapper().readTree(exchange.getRequestBody())));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Map<String, String> environment() {
        return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", address());
    }

    /** All that came so far: whoever sent it has had an answer. */
    public Posted only() {
        if (posted.size() != 1) {
            throw new AssertionError("posted " + posted.size() + " times");
        }
        return posted.element();
    }

    boolean idle() {
        return posted.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
