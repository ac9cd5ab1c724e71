package dev.slipway.engine.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** An engine of a few canned answers on a Unix socket, for what a real one cannot be made to do. */
final class StubServer implements AutoCloseable {
    /** Answers one request; throwing closes the connection. */
    interface Reply {
        void to(Call call) throws IOException, InterruptedException;
    }

    /** A request: its head, path and body, and where the answer goes. */
    record Call(String head, String path, String body, OutputStream out, InputStream in) {
        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        void chunk(byte[] bytes) throws IOException {
            say(Integer.toHexString(bytes.length) + "\r\n");
            out.write(bytes);
            say("\r\n");
        }

        void head(int status, String headers) throws IOException {
            say("HTTP/1.1 " + status + " Stub\r\n" + headers + "\r\n");
        }
    }

    /** What the path of HTTP/2's first words looks like to a server of HTTP/1.1. */
    static final String HTTP_2 = "*";

    private static final Pattern HTTP_1 = Pattern.compile("[A-Z]+ /\\S* HTTP/1\\.1\r\n");

    private final Path folder;
    private final ServerSocketChannel server;
    private final Map<String, Reply> replies = new ConcurrentSkipListMap<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    StubServer() throws IOException {
        folder = Files.createTempDirectory("stub");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        on("/_ping", answers(200, "Api-Version: 1.41\r\n", "OK"));
        on(
                "/version",
                answers(
                        200,
                        "",
                        "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\",\"Os\":\"linux\",\"Arch\":\"amd64\"}"));
        on("/info", answers(200, "", "{}"));
        Thread.ofVirtual().start(this::accept);
    }

    /** For a field of a test. */
    static StubServer open() {
        try {
            return new StubServer();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Reply answers(int status, String headers, String body) {
        return call -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.head(status, headers + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n");
            call.out().write(bytes);
        };
    }

    static Reply json(String body) {
        return answers(200, "", body);
    }

    /** Never answers, until the server is closed. */
    Reply silence() {
        return call -> closed.await();
    }

    /** For every path that ends so; the last word counts. */
    StubServer on(String pathEnd, Reply reply) {
        replies.put(pathEnd, reply);
        return this;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    EngineAddress address() {
        return new EngineAddress(URI.create("unix://" + folder.resolve("s")), null, "the test");
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        Files.deleteIfExists(folder.resolve("s"));
        Files.deleteIfExists(folder);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                open.add(channel);
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException over) {
            // The test has closed the server.
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            InputStream in = new ChannelIn(channel);
            OutputStream out = new ChannelOut(channel);
            while (true) {
                String head = head(in);
                if (!HTTP_1.matcher(head).lookingAt() && !replies.containsKey(HTTP_2)) {
                    answers(400, "Connection: close\r\n", "").to(new Call(head, "", "", out, in));
                    return;
                }
                String path = head.split(" ", -1)[1];
                asked.add(head.split(" ", -1)[0] + " " + path);
                String plain = path.split("\\?", -1)[0];
                Reply reply = replies.entrySet().stream()
                        .filter(entry -> plain.endsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseGet(() -> answers(404, "", "{\"message\":\"no such thing\"}"));
                reply.to(new Call(head, path, body(head, in), out, in));
            }
        } catch (IOException | InterruptedException over) {
            // The client has gone, or the reply wants the connection closed.
        } finally {
            open.remove(channel);
        }
    }

    private static String body(String head, InputStream in) throws IOException {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                int length = Integer.parseInt(line.substring(15).strip());
                return new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
        }
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked") && !head.contains("/build")) {
            StringBuilder body = new StringBuilder();
            for (int size = size(in); size > 0; size = size(in)) {
                body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line(in);
            }
            line(in);
            return body.toString();
        }
        return "";
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    /** Without the lock that the library's own pair of streams shares. */
    private static final class ChannelIn extends InputStream {
        private final SocketChannel channel;

        private ChannelIn(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(to, offset, length));
        }
    }

    private static final class ChannelOut extends OutputStream {
        private final SocketChannel channel;

        private ChannelOut(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(from, offset, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }
}
