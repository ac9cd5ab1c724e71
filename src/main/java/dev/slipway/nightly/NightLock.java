package dev.slipway.nightly;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that of the processes of one home only one verifies a pipeline at a time. The system lets go of it when the
 * process ends, however it ends.
 */
public final class NightLock implements AutoCloseable {
    private static final int LONGEST = 80;

    private final FileChannel channel;

    private NightLock(FileChannel channel) {
        this.channel = channel;
    }

    /** What came of trying. */
    public sealed interface Try {
        record Held(NightLock lock) implements Try {}

        /** Another process is at work; {@code who} says which and since when, as far as it is known. */
        record Taken(String who) implements Try {}

        /** It was waited for until the stop signal was raised. */
        record Stopped() implements Try {}
    }

    /** Tries once. */
    public static Try on(NightFiles files, Instant now) {
        try {
            FileChannel channel = open(files.lock());
            if (!locked(channel)) {
                String who = read(channel);
                channel.close();
                return new Try.Taken(who);
            }
            return new Try.Held(held(channel, now));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot lock the nights by " + files.lock(), unwritable);
        }
    }

    /** Waits for whoever has it, or for the signal. */
    public static Try await(NightFiles files, Instant now, StopSignal stop) {
        try {
            FileChannel channel = open(files.lock());
            try (Registration end = stop.onRaise(reason -> close(channel))) {
                channel.lock();
                return new Try.Held(held(channel, now));
            } catch (ClosedChannelException raised) {
                return new Try.Stopped();
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot lock the nights by " + files.lock(), unwritable);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return Optional.<Object>ofNullable(channel.tryLock()).isPresent();
        } catch (OverlappingFileLockException ourselves) {
            return false;
        }
    }

    private static NightLock held(FileChannel channel, Instant now) throws IOException {
        String who = "process " + ProcessHandle.current().pid() + ", since " + now;
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(who.getBytes(StandardCharsets.US_ASCII)), 0);
        return new NightLock(channel);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot let go of the nights", unwritable);
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
