package dev.slipway.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A package index with one tiny wheel, whose file it refuses with 503 at first. (For the page that lists the files, pip
 * prints the same after a 503 as for a package that does not exist.)
 */
final class PackageIndex implements AutoCloseable {
    private static final String WHEEL = "tiny-1.0-py3-none-any.whl";

    private final HttpServer server;
    private final AtomicInteger refusals;

    private PackageIndex(HttpServer server, int refusals) {
        this.server = server;
        this.refusals = new AtomicInteger(refusals);
    }

    static PackageIndex refusing(int times, String address) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
            PackageIndex index = new PackageIndex(server, times);
            server.createContext("/", index::answer);
            server.start();
            return index;
        } catch (IOException taken) {
            throw new UncheckedIOException("listening on " + address, taken);
        }
    }

    String authority() {
        InetSocketAddress address = server.getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // The server ends the connection of a request whose body nobody read; who asks must not count on it.
            exchange.getResponseHeaders().set("Connection", "close");
            boolean page = exchange.getRequestURI().getPath().startsWith("/simple/");
            if (!page && refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] body =
                    page ? ("<a href=\"/" + WHEEL + "\">" + WHEEL + "</a>").getBytes(StandardCharsets.UTF_8) : wheel();
            exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "application/octet-stream");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] wheel() {
        return wheel("tiny", "1.0", "py3-none-any", "");
    }

    /** A wheel of one module; {@code requires} are further lines of its metadata. */
    static byte[] wheel(String name, String version, String tag, String requires) {
        String info = name + "-" + version + ".dist-info/";
        Map<String, String> files = Map.of(
                name + ".py", "SIZE = 1\n",
                info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + requires,
                info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: " + tag + "\n",
                info + "RECORD", name + ".py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing a wheel to memory", impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
