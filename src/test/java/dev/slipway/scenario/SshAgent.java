package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** OpenSSH's own agent, with one new key in it. */
final class SshAgent implements AutoCloseable {
    private final Path socket;
    private final Process process;
    private final Path publicKey;

    private SshAgent(Path socket, Process process, Path publicKey) {
        this.socket = socket;
        this.process = process;
        this.publicKey = publicKey;
    }

    /** Skips the test where OpenSSH is absent. */
    static SshAgent start(Path folder) {
        try {
            Assumptions.assumeTrue(said("ssh-agent", "-h") && said("ssh-keygen", "-?"), "OpenSSH is not installed");
            Path key = folder.resolve("key");
            run("", "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", key.toString());
            Path socket = folder.resolve("agent.sock");
            Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("agent.log").toFile())
                    .start();
            SshAgent agent = new SshAgent(socket, process, folder.resolve("key.pub"));
            await("the agent listens").atMost(Duration.ofSeconds(20)).until(() -> Files.exists(socket));
            run(socket.toString(), "ssh-add", "-q", key.toString());
            return agent;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    Path socket() {
        return socket;
    }

    /** The key's blob, in base64. */
    String key() {
        try {
            return Files.readString(publicKey).split(" ", 3)[1];
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What it holds now, as {@code ssh-add} lists it. */
    String holds() {
        try {
            return run(socket.toString(), "ssh-add", "-L");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static boolean said(String... line) {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() >= 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String run(String socket, String... line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("SSH_AUTH_SOCK", socket);
        Process process = builder.start();
        process.getOutputStream().close();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as("%s: %s", List.of(line), words).isZero();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return words;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
