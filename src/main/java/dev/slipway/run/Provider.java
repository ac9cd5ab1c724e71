package dev.slipway.run;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.model.Timeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a pipeline's own command that makes a base: by the shell, in the pipeline's folder, with DOCKER_HOST set. */
final class Provider {
    private static final Logger log = LoggerFactory.getLogger(Provider.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Path folder;
    private final String engine;
    private final Ticker ticker;

    Provider(Path folder, String engine, Ticker ticker) {
        this.folder = folder;
        this.engine = engine;
        this.ticker = ticker;
    }

    /** Why it failed; empty when it passed. A raised stop ends the command and all that it started. */
    Optional<String> run(String command, Consumer<String> output, Timeouts limits, StopSignal stop) {
        try (Watchdog watchdog = new Watchdog(ticker, stop, limits)) {
            ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("DOCKER_HOST", engine);
            Process process = builder.start();
            AtomicReference<String> last = new AtomicReference<>("");
            Thread reader = Thread.ofPlatform()
                    .daemon()
                    .name("slipway-provide")
                    .start(() -> read(process, line -> {
                        watchdog.heard();
                        output.accept(line);
                        last.set(line.isBlank() ? last.get() : line);
                    }));
            try (Registration end = watchdog.signal().onRaise(reason -> kill(process))) {
                int exit = process.waitFor();
                // What the command left running in the background may hold its output open for ever.
                reader.join(DRAIN);
                if (exit == 0) {
                    return Optional.empty();
                }
                boolean cut = watchdog.signal().raised() && !stop.raised();
                return Optional.of(cut ? "it was stopped at its time limit" : "exit code " + exit + ": " + last.get());
            }
        } catch (IOException unstartable) {
            return Optional.of("it could not be started: " + Ingredients.sentence(unstartable));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody may interrupt a worker; raise the stop signal", interrupted);
        }
    }

    private static void read(Process process, Consumer<String> output) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept(line);
            }
        } catch (IOException | RuntimeException ended) {
            log.debug("the output of a command ended early", ended);
        }
    }

    /** TERM, and KILL for those that do not heed it. */
    private void kill(Process process) {
        List<ProcessHandle> all = family(process);
        all.forEach(ProcessHandle::destroy);
        // Who did not heed it may have started others since.
        ticker.after(GRACE, () -> Stream.concat(all.stream(), family(process).stream())
                .forEach(ProcessHandle::destroyForcibly));
    }

    private static List<ProcessHandle> family(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }
}
