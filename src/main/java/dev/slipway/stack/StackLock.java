package dev.slipway.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that of the processes of one home only one changes a stack at a time. The system lets go of it when the
 * process ends, however it ends.
 */
public final class StackLock implements AutoCloseable {
    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /** What came of trying. */
    public sealed interface Try {
        record Held(StackLock lock) implements Try {}

        /** Another process is at work; {@code who} is its id, as far as it is known. */
        record Taken(String who) implements Try {}
    }

    /** @param folder of such locks; made when it is not there */
    public static Try on(Path folder, StackName stack) {
        Path file = folder.resolve(stack.file() + ".lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel).isEmpty()) {
                String who = read(channel);
                channel.close();
                return new Try.Taken(who);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new Try.Held(new StackLock(channel));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot lock the stack by " + file, unwritable);
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return Optional.ofNullable(lock);
        } catch (OverlappingFileLockException ourselves) {
            return Optional.empty();
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot let go of the stack", unwritable);
        }
    }
}
