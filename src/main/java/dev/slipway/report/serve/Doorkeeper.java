package dev.slipway.report.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Set;

/** Lets in who may come in, and says with every answer what a browser may make of it. */
final class Doorkeeper implements HttpHandler {
    private final Set<String> names;
    private final Answers answers;

    Doorkeeper(int port, Answers answers) {
        this.names = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.answers = answers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Security-Policy", "frame-ancestors 'none'; base-uri 'none'; object-src 'none'");
            String host = exchange.getRequestHeaders().getFirst("Host");
            if (host == null || !names.contains(host)) {
                answers.say(exchange, 421, "This server answers to its own address alone.");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                headers.set("Allow", "GET");
                answers.say(exchange, 405, "There is nothing here but to be read.");
            } else {
                answers.give(exchange);
            }
        }
    }
}
