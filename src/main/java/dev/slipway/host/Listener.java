package dev.slipway.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who listens at a port of this machine's loopback. Whether anybody does is told by trying to; who it is by Linux's
 * {@code /proc/net/tcp} (see proc(5)), which tells the inode of the socket, and the open files of all processes that may
 * be looked at.
 */
public final class Listener {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private Listener() {}

    /** In words, such as {@code process 4711 (nginx)}; empty when the port is free. */
    public static Optional<String> at(int port) {
        if (free(port)) {
            return Optional.empty();
        }
        return Optional.of(process(port).orElse("a process that cannot be seen from here"));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static Optional<String> process(int port) {
        Set<String> sockets = Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(PROC.resolve(table)).stream())
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 9
                        && fields[3].equals(LISTENING)
                        && fields[1].endsWith(String.format(Locale.ROOT, ":%04X", port)))
                .map(fields -> "socket:[" + fields[9] + "]")
                .collect(Collectors.toSet());
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return entries(PROC).stream()
                .filter(process -> process.getFileName().toString().matches("\\d+"))
                .filter(process ->
                        entries(process.resolve("fd")).stream().anyMatch(file -> sockets.contains(target(file))))
                .findFirst()
                .map(process -> "process %s%s".formatted(process.getFileName(), name(process)));
    }

    private static String name(Path process) {
        List<String> name = lines(process.resolve("comm"));
        return name.isEmpty() ? "" : " (" + name.getFirst() + ")";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException | RuntimeException unreadable) {
            return List.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }
}
