package dev.slipway.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * An engine of a test's own whose disk is a file of a few hundred megabytes: everything that it keeps lies on a loop
 * device. It needs root, and goes with all that it made.
 */
final class SmallEngine implements AutoCloseable {
    private static final String SCRIPT = "scripts/engine.sh";

    private final Path home;
    private String host = "";

    private SmallEngine(Path home) {
        this.home = home;
    }

    /** Skips the test, with the reason, where no such engine can be had. */
    static SmallEngine start(Path folder, int megabytes) {
        Path disk = folder.resolve("disk");
        SmallEngine engine = new SmallEngine(folder.resolve("mounted"));
        try {
            Files.createDirectories(engine.home);
            assumed("truncate", "-s", megabytes + "M", disk.toString());
            assumed("mkfs.ext4", "-q", "-m", "0", disk.toString());
            assumed("mount", "-o", "loop", disk.toString(), engine.home.toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        try {
            String told = assumed(SCRIPT, "up", "--no-install", "--home", engine.home.toString());
            engine.host = told.lines().reduce((earlier, last) -> last).orElse("");
            return engine;
        } catch (RuntimeException absent) {
            engine.close();
            throw absent;
        }
    }

    /** As {@code DOCKER_HOST} names it. */
    String host() {
        return host;
    }

    @Override
    public void close() {
        said(SCRIPT, "down", "--home", home.toString());
        said("umount", home.toString());
    }

    private static String assumed(String... command) {
        Said said = said(command);
        Assumptions.assumeTrue(said.exit() == 0, () -> String.join(" ", command) + ": " + said.text());
        return said.text();
    }

    private record Said(int exit, String text) {}

    /** What it says on its standard output; the other stream is passed on. */
    private static Said said(String... command) {
        List<String> line = new ArrayList<>(Arrays.asList(command));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Said(process.waitFor(), text);
        } catch (IOException absent) {
            return new Said(-1, absent.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + line, stopped);
        }
    }
}
