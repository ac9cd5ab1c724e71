package dev.slipway.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A package index that offers other wheels every night, refuses them or keeps who asks waiting; and a service of moods. */
final class NightlyIndex implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> wheels = new ConcurrentSkipListMap<>();
    private volatile boolean refusing;
    private volatile String mood = "good";
    private volatile @Nullable CountDownLatch gate;

    private NightlyIndex(HttpServer server) {
        this.server = server;
    }

    static NightlyIndex at(String address) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
            NightlyIndex index = new NightlyIndex(server);
            server.createContext("/", index::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
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

    /** A release of one module; {@code weight} is how many bytes it has besides. */
    void offer(String name, String version, String module, String requires, int weight) {
        wheels.put(name + "-" + version + "-py3-none-any.whl", wheel(name, version, module, requires, weight));
    }

    /** Whether files are answered with 503. */
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    void mood(String said) {
        mood = said;
    }

    /** From now on nobody is answered, until the index opens again. */
    void shut() {
        gate = new CountDownLatch(1);
    }

    void open() {
        CountDownLatch shut = gate;
        gate = null;
        if (shut != null) {
            shut.countDown();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // The server ends the connection of a request whose body nobody read; who asks must not count on it.
            exchange.getResponseHeaders().set("Connection", "close");
            CountDownLatch shut = gate;
            if (shut != null) {
                shut.await();
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/mood")) {
                send(exchange, "text/plain", mood.getBytes(StandardCharsets.UTF_8));
            } else if (path.startsWith("/simple/")) {
                send(
                        exchange,
                        "text/html",
                        page(path.substring("/simple/".length()).replace("/", "")));
            } else if (refusing) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                byte[] wheel = wheels.get(path.substring(1));
                if (wheel == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    send(exchange, "application/octet-stream", wheel);
                }
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("the index was stopped while it was shut", stopped);
        }
    }

    private byte[] page(String name) {
        return wheels.keySet().stream()
                .filter(file -> file.startsWith(name + "-"))
                .map(file -> "<a href=\"/" + file + "\">" + file + "</a>")
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] wheel(String name, String version, String module, String requires, int weight) {
        String info = name + "-" + version + ".dist-info/";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, name + ".py", module.getBytes(StandardCharsets.UTF_8));
            add(zip, name + "_data.bin", new byte[weight]);
            String metadata = "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + requires;
            add(zip, info + "METADATA", metadata.getBytes(StandardCharsets.UTF_8));
            String wheel = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
            add(zip, info + "WHEEL", wheel.getBytes(StandardCharsets.UTF_8));
            String record = "%s.py,,\n%s_data.bin,,\n%sMETADATA,,\n%sWHEEL,,\n%sRECORD,,\n"
                    .formatted(name, name, info, info, info);
            add(zip, info + "RECORD", record.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing a wheel to memory", impossible);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    @Override
    public void close() {
        open();
        server.stop(0);
    }
}
