package dev.slipway.journal;

import dev.slipway.run.RunEvent;
import dev.slipway.run.RunListener;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Appends a run to its journal. Every event is with the operating system before {@link #on} returns, so it survives the
 * death of this process; the end of a run is on the disk itself. What a step prints and how far it is are not kept.
 *
 * <p>A listener must not throw, and a full disk must not end a run: after the first failure the writer falls silent and
 * keeps the reason in {@link #failure}. One thread at a time.
 */
public final class JournalWriter implements RunListener, Closeable {
    private final FileChannel file;
    private Optional<IOException> failure = Optional.empty();

    private JournalWriter(FileChannel file) {
        this.file = file;
    }

    /** Opens the journal at the path, with its folders; what an earlier run wrote there stays. */
    public static JournalWriter open(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            endTornLine(file);
            return new JournalWriter(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("opening the journal " + path + ": " + refused, refused);
        }
    }

    @Override
    public void on(RunEvent event) {
        if (failure.isPresent() || event instanceof RunEvent.StepPrinted || event instanceof RunEvent.StepProgressed) {
            return;
        }
        try {
            // One write a line: a reader beside us, or our own death, meets whole lines and at most one torn one.
            append(file, EventJson.write(event) + "\n");
            if (event instanceof RunEvent.RunEnded) {
                file.force(true);
            }
        } catch (IOException refused) {
            failure = Optional.of(refused);
        }
    }

    /** Why the journal is incomplete, if it is. */
    public Optional<IOException> failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A writer that was killed can leave half a line; ours must not be glued to it. */
    private static void endTornLine(FileChannel file) throws IOException {
        long size = file.size();
        file.position(size);
        if (size == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        file.read(last, size - 1);
        if (last.get(0) != '\n') {
            append(file, "\n");
        }
    }

    private static void append(FileChannel file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
