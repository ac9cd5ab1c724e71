package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;

/** An engine for one test, to be killed or filled at will. It has no images; {@link TinyBase} gives it one. */
final class ThrowAwayEngine implements AutoCloseable {
    private static final Set<String> KNOWN = Set.of("20.10", "26.1", "28.5");

    private final List<String> options;
    private final Path home;
    private final String host;

    private ThrowAwayEngine(List<String> options, Path home, String host) {
        this.options = options;
        this.home = home;
        this.host = host;
    }

    /** Of the same version as another one, where that is one we can start; skips the test where none can be started. */
    static ThrowAwayEngine like(LiveEngine other, String... more) {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root can start an engine of one's own");
        String version = other.version();
        String name = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        Path home = Path.of(".slipway", "throw-away", name).toAbsolutePath();
        List<String> options =
                List.of("--engine", KNOWN.contains(version) ? version : "20.10", "--home", home.toString());
        List<String> line = new ArrayList<>(options);
        line.addAll(List.of(more));
        Words up = run("up", line);
        Assumptions.assumeTrue(up.exit() == 0, () -> "no engine of one's own can be started here: " + up.said());
        return new ThrowAwayEngine(options, home, up.said().lines().toList().getLast());
    }

    /** For {@code DOCKER_HOST}. */
    String host() {
        return host;
    }

    Path socket() {
        return Path.of(URI.create(host).getPath());
    }

    EngineHttp http() {
        return new EngineHttp(URI.create(host));
    }

    /** As a machine loses power: the engine and everything in it are gone at once. */
    void kill() {
        try {
            String pid = Files.readString(home.resolve("pid")).split(" ", 2)[0];
            new ProcessBuilder("kill", "-KILL", pid).inheritIO().start().waitFor();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        List<String> line = new ArrayList<>(options);
        line.add("--purge");
        Words down = run("down", line);
        assertThat(down.exit()).as("%s", down).isZero();
    }

    private record Words(int exit, String said) {}

    private static Words run(String command, List<String> options) {
        List<String> line = new ArrayList<>(List.of("bash", "scripts/engine.sh", command));
        line.addAll(options);
        Path out = Path.of(
                System.getProperty("java.io.tmpdir"),
                "engine-" + ThreadLocalRandom.current().nextLong());
        try {
            // Into a file: what the engine inherits would keep a pipe open for as long as it lives.
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            int exit = process.waitFor();
            return new Words(exit, Files.readString(out, StandardCharsets.UTF_8).strip());
        } catch (IOException refused) {
            throw new UncheckedIOException("running " + line, refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            out.toFile().delete();
        }
    }
}
