package dev.slipway.scenario.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Hands tokens for one registry to those who know its password, by the way that registries send their visitors: a GET with
 * Basic credentials. Whoever comes with a wrong password is counted and refused.
 */
final class TokenAuthority implements AutoCloseable {
    static final String SERVICE = "the test registry";
    static final String ISSUER = "the test authority";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final HttpServer server;
    private final SigningKey key;
    private final String credentials;
    private final AtomicInteger refused = new AtomicInteger();

    private TokenAuthority(HttpServer server, SigningKey key, String credentials) {
        this.server = server;
        this.key = key;
        this.credentials = credentials;
    }

    static TokenAuthority start(Path folder, String credentials) throws IOException, GeneralSecurityException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenAuthority authority = new TokenAuthority(server, SigningKey.make(folder), credentials);
        server.createContext("/token", authority::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return authority;
    }

    String realm() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    String certificate() throws GeneralSecurityException {
        return key.pem();
    }

    int refused() {
        return refused.get();
    }

    /** @param scopes each as {@code repository:private/base:pull,push} */
    String token(List<String> scopes) {
        Instant now = Instant.now();
        ObjectNode header = JSON.objectNode().put("typ", "JWT").put("alg", "RS256");
        ObjectNode claims = JSON.objectNode()
                .put("iss", ISSUER)
                .put("sub", "reader")
                .put("aud", SERVICE)
                .put("exp", now.getEpochSecond() + 300)
                .put("nbf", now.getEpochSecond() - 10)
                .put("iat", now.getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
        ArrayNode access = claims.putArray("access");
        for (String scope : scopes) {
            int name = scope.indexOf(':') + 1;
            int actions = scope.lastIndexOf(':') + 1;
            ObjectNode granted = access.addObject()
                    .put("type", scope.substring(0, name - 1))
                    .put("name", scope.substring(name, actions - 1));
            Stream.of(scope.substring(actions).split(",")).forEach(granted.putArray("actions")::add);
        }
        try {
            header.putArray("x5c").add(key.chain());
            String signed = encoded(header.toString()) + "." + encoded(claims.toString());
            byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // Clients try the newer way first, and take 405 for "not here".
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            String query = exchange.getRequestURI().getRawQuery();
            List<String> scopes = Stream.of((query == null ? "" : query).split("&"))
                    .filter(part -> part.startsWith("scope="))
                    .map(part -> URLDecoder.decode(part.substring("scope=".length()), StandardCharsets.UTF_8))
                    .flatMap(scope -> Stream.of(scope.split(" ")))
                    .toList();
            ObjectNode answer = JSON.objectNode().put("token", token(scopes)).put("expires_in", 300);
            answer.put("issued_at", Instant.now().toString());
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
