package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A started program. */
final class Underway {
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Process process;
    private final Journals journals;
    private final Path out;
    private final Path err;

    Underway(Process process, Journals journals, Path out, Path err) {
        this.process = process;
        this.journals = journals;
        this.out = out;
        this.err = err;
    }

    /** Waits until the journal tells of it. */
    void until(String what, Predicate<RunEvent> event) {
        await(what)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        fail("the program ended before" + told());
                    }
                })
                .until(() -> journals.events().stream().anyMatch(event));
    }

    /** {@code INT}, {@code TERM}, {@code KILL}. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException refused) {
            throw new UncheckedIOException("kill -" + name, refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + name, stopped);
        }
    }

    Told end() {
        return end(LONGEST);
    }

    Told end(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return fail("still running after " + within + told());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the program ran", stopped);
        }
        return told();
    }

    /** As far as it is; the exit code of what still runs is -1. */
    Told told() {
        int exit = process.isAlive() ? -1 : process.exitValue();
        return new Told(exit, text(out), text(err), journals.events());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
