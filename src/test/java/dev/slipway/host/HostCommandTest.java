package dev.slipway.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.host.HostCommand.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostCommandTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    private Path folder = Path.of("");

    private final StopSignal stop = new StopSignal();

    private HostCommand shell(String line) {
        return new HostCommand(List.of("sh", "-c", line), folder, Map.of("COLOUR", "blue"), "from outside\n");
    }

    private static String printed(Outcome outcome) {
        return new String(((Outcome.Ended) outcome).printed().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void tellsBothStreamsApart() {
        Outcome outcome = shell("cat; echo $COLOUR; pwd; echo why >&2; exit 4").run(LONG, 1000, stop);
        assertThat(printed(outcome)).isEqualTo("from outside\nblue\n" + folder + "\n");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Ended.class, ended -> {
            assertThat(ended.exit()).isEqualTo(4);
            assertThat(ended.error()).isEqualTo("why");
            assertThat(ended.toString()).doesNotContain("blue");
        });
    }

    @Test
    void manyErrorsBlockNobody() {
        Outcome outcome =
                shell("head -c 300000 /dev/zero | tr '\\0' e >&2; echo done").run(LONG, 1000, stop);
        assertThat(printed(outcome)).isEqualTo("done\n");
        assertThat(((Outcome.Ended) outcome).error()).hasSize(16 * 1024);
    }

    @Test
    void theLimitEndsItWithAllThatItStarted() {
        Outcome outcome = shell("echo why >&2; sleep 120 & sleep 120").run(Duration.ofSeconds(1), 1000, stop);
        assertThat(outcome).isEqualTo(new Outcome.Cut("it was stopped after 1 s", "why"));
    }

    @Test
    void theStopEndsIt() {
        Path begun = folder.resolve("begun");
        Thread.ofVirtual().start(() -> {
            Awaitility.await().atMost(LONG).until(() -> Files.exists(begun));
            stop.raise(StopSignal.Reason.INTERRUPTED);
        });
        assertThat(shell("touch begun; sleep 120").run(LONG, 1000, stop))
                .isEqualTo(new Outcome.Cut("it was stopped with the run", ""));
    }

    @Test
    void whatStaysInTheBackgroundIsNotWaitedFor() {
        assertThat(printed(shell("sleep 30 & echo value").run(LONG, 1000, stop)))
                .isEqualTo("value\n");
    }

    @Test
    void oneThatPrintsTooMuchIsStopped() {
        assertThat(shell("yes").run(LONG, 1000, stop))
                .isEqualTo(new Outcome.Cut("it was stopped after 1000 bytes", ""));
        assertThat(printed(shell("head -c 1000 /dev/zero").run(LONG, 1000, stop)))
                .hasSize(1000);
    }

    @Test
    void isFoundByThePathThatItSees() throws IOException {
        Path tool = Files.writeString(folder.resolve("own-tool"), "#!/bin/sh\necho found\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        String path = folder + ":" + System.getenv("PATH");
        assertThat(printed(new HostCommand(List.of("own-tool"), Path.of("/"), Map.of("PATH", path), "")
                        .run(LONG, 1000, stop)))
                .isEqualTo("found\n");
        assertThat(new HostCommand(List.of("own-tool"), folder, Map.of(), "").run(LONG, 1000, stop))
                .isInstanceOf(Outcome.Unstartable.class);
        assertThat(printed(new HostCommand(List.of("./own-tool"), folder, Map.of(), "").run(LONG, 1000, stop)))
                .isEqualTo("found\n");
    }
}
