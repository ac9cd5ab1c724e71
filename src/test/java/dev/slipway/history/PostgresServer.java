package dev.slipway.history;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of this machine's packages, for tests: on loopback, in a folder of its own, gone afterwards. */
final class PostgresServer implements AutoCloseable {
    private static final String PASSWORD = "harbour-7";
    private static final long PATIENCE_SECONDS = 90;

    private final Path folder;
    private final Path programs;
    private final int port;
    private final List<String> as;

    private PostgresServer(Path folder, Path programs, int port, List<String> as) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        this.as = as;
    }

    /** What is missing on this machine; empty when a server can be started. */
    static Optional<String> hindrance() {
        if (programs().isEmpty()) {
            return Optional.of("no PostgreSQL in /usr/lib/postgresql (Debian's package postgresql)");
        }
        if (root() && !Files.isExecutable(Path.of("/usr/sbin/runuser"))) {
            return Optional.of("PostgreSQL refuses root, and there is no runuser to become somebody else");
        }
        return Optional.empty();
    }

    private static Optional<Path> programs() {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(all)) {
            List<Path> found = new ArrayList<>();
            versions.forEach(version -> found.add(version.resolve("bin")));
            return found.stream()
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    static PostgresServer start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("slipway-postgres");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> as = root() ? List.of("/usr/sbin/runuser", "-u", "nobody", "--") : List.of();
        PostgresServer server = new PostgresServer(folder, programs().orElseThrow(), freePort(), as);
        try {
            Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
            server.call(
                    "initdb",
                    "--pgdata=" + server.data(),
                    "--username=slipway",
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync");
            String options = "-c listen_addresses=127.0.0.1 -c port=" + server.port
                    + " -c unix_socket_directories='' -c fsync=off -c shared_buffers=32MB";
            server.call(
                    "pg_ctl",
                    "--pgdata=" + server.data(),
                    "--wait",
                    "--timeout=60",
                    "--log=" + folder.resolve("log"),
                    "--options=" + options,
                    "start");
        } catch (IOException | InterruptedException | RuntimeException refused) {
            server.close();
            throw refused;
        }
        return server;
    }

    /** A database that nobody has used yet, as a URL with user and password. */
    String database(String name) throws IOException, InterruptedException {
        ProcessBuilder creation = new ProcessBuilder(
                programs.resolve("createdb").toString(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=slipway",
                "--template=template0",
                name);
        creation.environment().put("PGPASSWORD", PASSWORD);
        finish(creation);
        return "jdbc:postgresql://slipway:" + PASSWORD + "@127.0.0.1:" + port + "/" + name;
    }

    static String password() {
        return PASSWORD;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void call(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(as);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        finish(new ProcessBuilder(command));
    }

    /** Its output goes to a file: a server that stays would hold a pipe open for ever. */
    private void finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(builder.command() + " did not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException(builder.command() + " said " + Files.readString(said));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            call("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "--timeout=60", "stop");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
