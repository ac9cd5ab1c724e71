package dev.slipway.scenario;

import dev.slipway.engine.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Questions to an engine in version 1.0 of the protocol: the answer ends with the connection, and nothing is chunked. */
record EngineHttp(URI endpoint) {
    private static final String TAR = "application/x-tar";
    private static final Body NOTHING = new Body(TAR, 0, out -> {});

    private record Body(String type, long length, TreeEntry.Content bytes) {}

    /** The answer's text, head included. */
    String text(String path) {
        return exchange("GET " + path, NOTHING);
    }

    /** @param body a tar, or nothing */
    String post(String path, byte[] body) {
        return post(path, TAR, body);
    }

    String post(String path, String type, byte[] body) {
        return exchange("POST " + path, new Body(type, body.length, out -> out.write(body)));
    }

    /** @param tar is never whole in memory */
    String post(String path, Path tar) {
        try {
            return exchange("POST " + path, new Body(TAR, Files.size(tar), out -> Files.copy(tar, out)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String exchange(String what, Body body) {
        try (SocketChannel channel = ask(what, body)) {
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!passed(answer)) {
                throw new IllegalStateException(what + ": " + answer);
            }
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException(what, broken);
        }
    }

    /** The answer's body. */
    InputStream open(String path) throws IOException {
        InputStream answer = Channels.newInputStream(ask("GET " + path, NOTHING));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answer.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        if (!passed(head.toString())) {
            String why = head + new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            answer.close();
            throw new IOException("GET " + path + ": " + why);
        }
        return answer;
    }

    private SocketChannel ask(String what, Body body) throws IOException {
        SocketChannel channel = SocketChannel.open(socket(endpoint));
        String head = what + " HTTP/1.0\r\nHost: engine\r\n"
                + (body.length() == 0
                        ? "\r\n"
                        : "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(body.type(), body.length()));
        OutputStream out = Channels.newOutputStream(channel);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        body.bytes().writeTo(out);
        return channel;
    }

    private static boolean passed(String answer) {
        return answer.startsWith("HTTP/1.0 200") || answer.startsWith("HTTP/1.1 200");
    }

    private static SocketAddress socket(URI endpoint) {
        return "unix".equals(endpoint.getScheme())
                ? UnixDomainSocketAddress.of(endpoint.getPath())
                : new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    }
}
