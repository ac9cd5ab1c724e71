package dev.slipway.scenario.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Programs that only tests use; {@code scripts/provide.sh} finds or fetches them. */
public final class Provided {
    private Provided() {}

    /** Skips the test, with the reason, where the program cannot be had. */
    public static Path program(String name) {
        try {
            Process provide = new ProcessBuilder("bash", "scripts/provide.sh", name)
                    .redirectErrorStream(false)
                    .start();
            provide.getOutputStream().close();
            String path = new String(provide.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            String words = new String(provide.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = provide.waitFor();
            Assumptions.assumeTrue(exit == 0, "there is no " + name + " here: " + words);
            return Path.of(path);
        } catch (IOException refused) {
            throw new UncheckedIOException("scripts/provide.sh " + name, refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while providing " + name, stopped);
        }
    }
}
