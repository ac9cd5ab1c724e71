package dev.slipway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that is kept beside the tests; {@code -Dslipway.golden=write} writes it anew, and the difference is the review. */
public final class Golden {
    private static final Path ROOT = Path.of("src/test/resources/dev/slipway");

    private Golden() {}

    public static void check(String name, String actual) {
        Path file = ROOT.resolve(name);
        try {
            if (System.getProperty("slipway.golden", "").equals("write")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual).as(name).isEqualTo(Files.readString(file));
        } catch (IOException refused) {
            throw new UncheckedIOException("comparing with " + file, refused);
        }
    }
}
