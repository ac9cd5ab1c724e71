package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProviderTest {
    private static final Timeouts LIMITS = new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(30));

    @TempDir
    private Path folder = Path.of("");

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void tellsItsOutputAndWhyItFailed() {
        try (SystemTicker ticker = new SystemTicker()) {
            Provider provider = new Provider(folder, "unix:///nowhere", ticker);
            assertThat(provider.run("echo $DOCKER_HOST", said::add, LIMITS, new StopSignal()))
                    .isEmpty();
            assertThat(said).containsExactly("unix:///nowhere");
            assertThat(provider.run("echo no disk; exit 3", said::add, LIMITS, new StopSignal()))
                    .contains("exit code 3: no disk");
        }
    }

    @Test
    void whatStaysInTheBackgroundIsNotWaitedFor() {
        try (SystemTicker ticker = new SystemTicker()) {
            Provider provider = new Provider(folder, "unix:///nowhere", ticker);
            assertThat(provider.run("sleep 120 & echo $! ", said::add, LIMITS, new StopSignal()))
                    .isEmpty();
        }
        ProcessHandle.of(Long.parseLong(said.getFirst())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void commandThatIgnoresTermIsKilled() {
        try (SystemTicker ticker = new SystemTicker()) {
            Provider provider = new Provider(folder, "unix:///nowhere", ticker);
            StopSignal stop = new StopSignal();
            assertThat(provider.run(
                            "trap '' TERM; echo deaf; sleep 120; sleep 120",
                            line -> stop.raise(StopSignal.Reason.INTERRUPTED),
                            LIMITS,
                            stop))
                    .isPresent();
        }
    }
}
