package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sees to it that one at a time sends what waits in a folder: of the processes by a lock of the file system, which ends with
 * the process however it ends, and of this one's threads, which that lock does not keep apart.
 */
final class DeliveryLock implements AutoCloseable {
    private static final Map<Path, Semaphore> OURS = new ConcurrentHashMap<>();

    private final Semaphore ours;
    private final FileChannel channel;

    private DeliveryLock(Semaphore ours, FileChannel channel) {
        this.ours = ours;
        this.channel = channel;
    }

    /** Empty when somebody else has it for all of {@code patience}. */
    static Optional<DeliveryLock> on(Path folder, Duration patience, StopSignal stop) throws IOException {
        Files.createDirectories(folder);
        Semaphore ours = OURS.computeIfAbsent(folder.toRealPath(), path -> new Semaphore(1));
        try {
            if (!ours.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        Optional<DeliveryLock> lock = Optional.empty();
        try {
            lock = locked(folder.resolve("lock"), patience, stop).map(channel -> new DeliveryLock(ours, channel));
            return lock;
        } finally {
            if (lock.isEmpty()) {
                ours.release();
            }
        }
    }

    private static Optional<FileChannel> locked(Path file, Duration patience, StopSignal stop) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = channel.tryLock() != null
                    || Bounded.onPlatform(patience, stop, "slipway-notices-lock", channel::lock)
                            .isValid();
        } catch (TimeoutException | CancellationException over) {
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw new IOException("cannot lock " + file, failure.getCause());
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return Optional.of(channel);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            ours.release();
        }
    }
}
