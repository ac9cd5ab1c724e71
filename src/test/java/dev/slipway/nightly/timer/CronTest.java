package dev.slipway.nightly.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crontab program that keeps its table in a file. */
class CronTest {
    private static final byte[] FOREIGN =
            "# caf\u00e9\n5 4 * * * touch /gr\u00fcn\r\n".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    private Path folder = Path.of("");

    private Cron cron = new Cron(List.of());

    @BeforeEach
    void program() throws IOException {
        Path program = folder.resolve("crontab");
        Files.writeString(
                program,
                """
                case $1 in
                -l) if [ -e refuses ]; then echo "cannot open the spool" >&2; exit 1; fi
                    if [ -e table ]; then cat table; else echo "no crontab for me" >&2; exit 1; fi ;;
                -) cat >table ;;
                esac
                """
                        .replace("refuses", folder + "/refuses")
                        .replace("table", folder + "/table"));
        cron = new Cron(List.of("sh", program.toString()));
    }

    private Path table() {
        return folder.resolve("table");
    }

    private static Errand errand(Path root) {
        return new Errand(
                "ai-stack",
                root,
                List.of("true"),
                Map.of(),
                LocalTime.of(2, 30),
                Duration.ZERO,
                root.resolve("ai-stack.sh"),
                root.resolve("ai-stack.out"));
    }

    @Test
    void bytesThatAreNoUtf8StayAsTheyAre() throws IOException {
        Files.write(table(), FOREIGN);
        Errand errand = errand(Path.of("/srv/project"));
        assertThat(cron.install(errand)).isEmpty();
        assertThat(cron.has(errand)).isTrue();
        assertThat(Files.readAllBytes(table())).startsWith(FOREIGN);
        assertThat(cron.uninstall(errand)).isEmpty();
        assertThat(table()).hasBinaryContent(FOREIGN);
    }

    @Test
    void aCrontabThatCannotBeReadIsNoEmptyOne() throws IOException {
        Errand errand = errand(Path.of("/srv/project"));
        assertThat(cron.uninstall(errand)).as("there is none").isEmpty();
        assertThat(cron.install(errand)).isEmpty();
        Files.createFile(folder.resolve("refuses"));
        assertThat(cron.uninstall(errand)).get().asString().contains("exit 1: cannot open the spool");
        assertThat(cron.install(errand)).isPresent();
        assertThat(new Cron(List.of(folder + "/no-such-program")).uninstall(errand))
                .as("who has no cron has no crontab")
                .isEmpty();
    }

    @Test
    void ourOwnLinesAreUtf8() throws IOException {
        Assumptions.assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")), "paths of this process are ASCII only");
        Files.write(table(), FOREIGN);
        Errand errand = errand(Path.of("/srv/gr\u00f6\u00dfe"));
        assertThat(cron.install(errand)).isEmpty();
        assertThat(cron.install(errand)).as("twice").isEmpty();
        assertThat(new String(Files.readAllBytes(table()), StandardCharsets.UTF_8))
                .containsOnlyOnce("30 2 * * * /bin/sh '/srv/gr\u00f6\u00dfe/ai-stack.sh'");
        assertThat(cron.shown(errand).getFirst().text()).contains("/srv/gr\u00f6\u00dfe/ai-stack.sh");
        assertThat(cron.uninstall(errand)).isEmpty();
        assertThat(table()).hasBinaryContent(FOREIGN);
    }
}
