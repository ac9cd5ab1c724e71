package dev.slipway.context;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of a record that its process ended well and that nobody has touched it since: it holds the record's stamp, with
 * inode and time of change, which no copy and no backup brings back. While a process holds the voucher, it vouches for
 * nothing, on disk as well as in memory, so that a process or a machine that dies leaves no believed record.
 */
final class Voucher {
    private static final Logger log = LoggerFactory.getLogger(Voucher.class);
    private static final int LONGEST = 200;
    private static final String HELD = "held\n";

    private final Path record;
    private final FileChannel channel;
    private final boolean vouched;
    /** The record as this process knows it. */
    private @Nullable FileStamp stamp;

    private Voucher(Path record, FileChannel channel, boolean vouched, @Nullable FileStamp stamp) {
        this.record = record;
        this.channel = channel;
        this.vouched = vouched;
        this.stamp = stamp;
    }

    /** None while another holds it, or when it cannot be written. */
    static Optional<Voucher> take(Path file, Path record) {
        FileChannel channel = null;
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
            channel.read(bytes, 0);
            String said = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            FileStamp stamp = stamp(record);
            write(channel, HELD);
            channel.force(false);
            return Optional.of(new Voucher(record, channel, stamp != null && said.equals(words(stamp)), stamp));
        } catch (IOException | OverlappingFileLockException unusable) {
            log.debug("{} cannot be had; what is sent to the engine will not be remembered", file, unusable);
            close(channel);
            return Optional.empty();
        }
    }

    /** Whether the record is as the last holder left it, who saw everything arrive. */
    boolean vouched() {
        return vouched;
    }

    /** The record has been written by this process. */
    void recordWritten() {
        stamp = stamp(record);
    }

    /** @param well whether all that is on record arrived */
    void release(boolean well) {
        try {
            if (well && stamp != null) {
                write(channel, words(stamp));
            }
        } catch (IOException unwritable) {
            log.debug("the next delivery will be sent whole", unwritable);
        } finally {
            close(channel);
        }
    }

    private static @Nullable FileStamp stamp(Path record) {
        try {
            FileStamp stamp = FileStatus.of(record).stamp();
            return stamp.inode() == 0 ? null : stamp;
        } catch (IOException absent) {
            return null;
        }
    }

    private static String words(FileStamp stamp) {
        return "delivered %d %d %d %d %d\n"
                .formatted(stamp.size(), stamp.modified(), stamp.changed(), stamp.inode(), stamp.device());
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            log.debug("closing a voucher", e);
        }
    }
}
