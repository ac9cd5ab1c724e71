package dev.slipway.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The world outside a build, on one port of one address, as it is on a bad day: each first part of a path is a server
 * with a fault of its own. {@code silent} takes a question and never answers.
 */
final class Outside implements AutoCloseable {
    private static final String WHEEL = "tiny-1.0-py3-none-any.whl";

    /** What is said to a question whose path begins with a key that ends in a slash, or is the key. A byte is a character. */
    private record Answer(int status, String type, String body, Map<String, String> headers) {
        Answer(int status, String type, String body) {
            this(status, type, body, Map.of());
        }
    }

    private final Map<String, Answer> faults = new TreeMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Outside(HttpServer server) {
        this.server = server;
        describe();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static Outside at(String address) {
        try {
            return new Outside(HttpServer.create(new InetSocketAddress(address, 0), 0));
        } catch (IOException taken) {
            throw new UncheckedIOException("listening on " + address, taken);
        }
    }

    String authority() {
        InetSocketAddress address = server.getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void describe() {
        Answer busy = new Answer(503, "text/plain", "the server is overloaded\n");
        Answer limited = new Answer(429, "text/plain", "slow down\n", Map.of("Retry-After", "7"));
        Answer absent = new Answer(404, "text/plain", "nothing here\n");
        faults.put("/busy/", busy);
        faults.put("/limited/", limited);
        faults.put("/absent/", absent);
        faults.put("/npm-absent/", new Answer(404, "application/json", "{\"error\":\"Not found\"}"));
        faults.put("/files/model.bin", new Answer(200, "application/octet-stream", "these are not the weights\n"));
        faults.put(
                "/hub-gated/",
                new Answer(
                        401,
                        "text/plain",
                        "Access to this repository is restricted.",
                        Map.of(
                                "X-Error-Code", "GatedRepo",
                                "X-Error-Message", "Access to model team/model is restricted.")));
        faults.put(
                "/hub-limited/",
                new Answer(429, "text/plain", "We had to rate limit you.", Map.of("Retry-After", "7")));
        for (String index : new String[] {"busy", "limited"}) {
            String page = "<a href=\"/%s/%s\">%s</a>".formatted(index, WHEEL, WHEEL);
            faults.put("/simple-" + index + "/", new Answer(200, "text/html", page));
        }
        describeTeam();
        describeMirror();
        describeRegistry();
    }

    /** An index of wheels that exclude each other, or this Python. */
    private void describeTeam() {
        wheel("core", "1.0", "py3-none-any", "");
        wheel("core", "2.0", "py3-none-any", "");
        wheel("api", "1.0", "py3-none-any", "Requires-Dist: core<2\n");
        wheel("worker", "1.0", "py3-none-any", "Requires-Dist: core>=2\n");
        wheel("native", "1.0", "cp39-cp39-manylinux2014_x86_64", "");
        String link = "<a href=\"/team/%s\">%s</a>";
        for (String each : new String[] {"core-1.0", "core-2.0", "api-1.0", "worker-1.0"}) {
            String name = each.substring(0, each.indexOf('-'));
            String page = "/simple-team/" + name + "/";
            Answer known = faults.get(page);
            String before = known == null ? "" : known.body();
            String file = each + "-py3-none-any.whl";
            faults.put(page, new Answer(200, "text/html", before + link.formatted(file, file)));
        }
        String file = "native-1.0-cp39-cp39-manylinux2014_x86_64.whl";
        faults.put("/simple-team/native/", new Answer(200, "text/html", link.formatted(file, file)));
        String dated = "dated-1.0-py3-none-any.whl";
        faults.put(
                "/simple-team/dated/",
                new Answer(
                        200,
                        "text/html",
                        "<a href=\"/team/%s\" data-requires-python=\"&lt;3.9\">%s</a>".formatted(dated, dated)));
    }

    private void wheel(String name, String version, String tag, String requires) {
        byte[] bytes = PackageIndex.wheel(name, version, tag, requires);
        String path = "/team/%s-%s-%s.whl".formatted(name, version, tag);
        faults.put(path, new Answer(200, "application/octet-stream", new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** The list of packages is newer than what the release file says of it: the mirror is in the middle of an update. */
    private void describeMirror() {
        String zeros = "0".repeat(64);
        String release =
                """
                Origin: mirror
                Suite: stable
                Codename: stable
                Date: Thu, 01 Jan 2026 00:00:00 UTC
                Architectures: amd64
                Components: main
                SHA256:
                 %s 4711 Packages
                """
                        .formatted(zeros);
        faults.put("/mirror/./Release", new Answer(200, "text/plain", release));
        faults.put("/mirror/./Packages", new Answer(200, "text/plain", "Package: tiny\nVersion: 1\n\n"));
        faults.put("/mirror/", new Answer(404, "text/plain", ""));
    }

    private void describeRegistry() {
        String refusal = "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}";
        String json = "application/json";
        faults.put("/v2/", new Answer(200, json, "{}", Map.of("Docker-Distribution-Api-Version", "registry/2.0")));
        faults.put("/v2/absent/", new Answer(404, json, refusal.formatted("MANIFEST_UNKNOWN", "manifest unknown")));
        faults.put("/v2/busy/", new Answer(503, "text/plain", "overloaded\n"));
        faults.put(
                "/v2/limited/",
                new Answer(
                        429,
                        json,
                        refusal.formatted("TOOMANYREQUESTS", "You have reached your pull rate limit, retry-after: 7s"),
                        Map.of("Retry-After", "7")));
        faults.put("/v2/closed/", new Answer(401, json, refusal.formatted("UNAUTHORIZED", "authentication required")));
        faults.put("/v2/garbage/", new Answer(200, "text/html", "<html>a page of the proxy</html>"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/silent/") || path.startsWith("/v2/silent/")) {
            return;
        }
        String longest = "";
        for (String prefix : faults.keySet()) {
            boolean fits = prefix.endsWith("/") ? path.startsWith(prefix) : path.equals(prefix);
            longest = fits && prefix.length() > longest.length() ? prefix : longest;
        }
        say(exchange, faults.getOrDefault(longest, new Answer(404, "text/plain", "")));
    }

    private static void say(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            // The server ends the connection of a request whose body nobody read; who asks must not count on it.
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
