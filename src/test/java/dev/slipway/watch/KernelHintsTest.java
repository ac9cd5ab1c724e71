package dev.slipway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelHintsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsClosedDuringALookIsOverAndNoTrouble() throws IOException {
        KernelHints hints = new KernelHints();
        Path one = Files.createDirectory(folder.resolve("one"));
        hints.watch(one);
        hints.close();

        hints.watch(Files.createDirectory(folder.resolve("two")));
        hints.forget(one);

        assertThat(hints.await(Duration.ofDays(1))).isInstanceOf(Hints.Heard.Closed.class);
    }
}
