package dev.slipway.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole output of an attempt in a file, each line behind the name of its step. Safe for any thread.
 *
 * <p>A full disk must not turn the verdict of an attempt around: after the first failure the rest is dropped, and why is
 * in Slipway's own log.
 */
final class AttemptLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AttemptLog.class);

    private final Path file;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable BufferedWriter writer;

    AttemptLog(Path file) {
        this.file = file;
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            dropped(unwritable);
        }
    }

    Path file() {
        return file;
    }

    void line(String step, String text) {
        turn.lock();
        try {
            if (writer != null) {
                writer.write(step);
                writer.write(" | ");
                writer.write(text);
                writer.newLine();
            }
        } catch (IOException unwritable) {
            close();
            dropped(unwritable);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            BufferedWriter closing = writer;
            writer = null;
            if (closing != null) {
                closing.close();
            }
        } catch (IOException unwritable) {
            dropped(unwritable);
        } finally {
            turn.unlock();
        }
    }

    private void dropped(IOException why) {
        log.warn("the log {} is not whole", file, why);
    }
}
