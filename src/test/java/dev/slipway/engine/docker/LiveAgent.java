package dev.slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real ssh agent with one fresh key; tests that need it are skipped where OpenSSH is not installed. */
final class LiveAgent implements AutoCloseable {
    private final Path folder;
    private final Process agent;

    private LiveAgent(Path folder, Process agent) {
        this.folder = folder;
        this.agent = agent;
    }

    static LiveAgent start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Stream.of("ssh-agent", "ssh-add", "ssh-keygen")
                        .allMatch(tool -> Files.isExecutable(Path.of("/usr/bin", tool))),
                "OpenSSH's agent is not installed");
        Path folder = Files.createTempDirectory("live-agent");
        Process agent = new ProcessBuilder(
                        "ssh-agent", "-D", "-a", folder.resolve("s").toString())
                .redirectErrorStream(true)
                .start();
        LiveAgent live = new LiveAgent(folder, agent);
        // It says where it listens as soon as it does.
        if (agent.inputReader().readLine() == null) {
            live.close();
            throw new IOException("ssh-agent does not start");
        }
        live.run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("key").toString());
        live.run("ssh-add", "-q", folder.resolve("key").toString());
        return live;
    }

    Path socket() {
        return folder.resolve("s");
    }

    private void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        process.environment().put("SSH_AUTH_SOCK", socket().toString());
        Process running = process.start();
        String said = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            close();
            throw new IOException(command[0] + ": " + said);
        }
    }

    @Override
    public void close() throws IOException {
        agent.destroy();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
