package dev.slipway.notices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback with manners that are laid out for it, and a memory for every line that it is sent. */
final class MailServer implements AutoCloseable {
    private final ServerSocket server;
    private final @Nullable Authority authority;
    private final boolean tlsFirst;
    private final boolean offersTls;
    private final Map<String, String> answers = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    final List<String> readable = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();

    private MailServer(int port, @Nullable Authority authority, boolean tlsFirst, boolean offersTls)
            throws IOException {
        this.server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        this.authority = authority;
        this.tlsFirst = tlsFirst;
        this.offersTls = offersTls;
        Thread.ofVirtual().start(this::serve);
    }

    static MailServer plain() throws IOException {
        return new MailServer(0, null, false, false);
    }

    static MailServer plain(int port) throws IOException {
        return new MailServer(port, null, false, false);
    }

    static MailServer startTls(Authority authority) throws IOException {
        return new MailServer(0, authority, false, true);
    }

    static MailServer tls(Authority authority) throws IOException {
        return new MailServer(0, authority, true, false);
    }

    /** To commands that begin so, whatever the case; {@code hang} is no answer. */
    MailServer answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void talk(Socket first) {
        try (first) {
            Socket socket = tlsFirst ? secured(first) : first;
            boolean secure = tlsFirst;
            BufferedReader in = reader(socket);
            if (!say(socket, answers.getOrDefault("CONNECT", "220 here"))) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                if (!secure) {
                    readable.add(line);
                }
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                if (verb.equals("STARTTLS")) {
                    say(socket, "220 go on");
                    socket = secured(socket);
                    secure = true;
                    in = reader(socket);
                } else if (!say(socket, answer(line, verb, secure))) {
                    return;
                } else if (verb.equals("DATA")) {
                    messages.add(message(in));
                    say(socket, answers.getOrDefault("MESSAGE", "250 taken"));
                }
            }
        } catch (SocketException gone) {
            return;
        } catch (IOException broken) {
            commands.add("broken: " + broken.getMessage());
        }
    }

    private String answer(String line, String verb, boolean secure) {
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(answer.getKey().toLowerCase(Locale.ROOT))) {
                return answer.getValue();
            }
        }
        return switch (verb) {
            case "EHLO" -> "250-here\r\n" + (offersTls && !secure ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN LOGIN";
            case "AUTH" -> "235 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private static String message(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private boolean say(Socket socket, String text) throws IOException {
        if (text.equals("hang")) {
            try {
                closed.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
        OutputStream out = socket.getOutputStream();
        out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    private Socket secured(Socket plain) throws IOException {
        if (authority == null) {
            throw new IOException("no key to speak TLS with");
        }
        SSLSocket socket = (SSLSocket) authority.context().getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
