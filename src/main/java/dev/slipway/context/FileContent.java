package dev.slipway.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;

/**
 * Reads files of a context through one buffer, and notices when a file is no longer what the walk saw. Not for use by
 * several threads.
 */
final class FileContent {
    private static final int LARGEST_BUFFER = 64 << 10;

    private final byte[] buffer;

    FileContent() {
        this(LARGEST_BUFFER);
    }

    private FileContent(int bufferSize) {
        this.buffer = new byte[bufferSize];
    }

    /** For one file that is no larger than this; a small one takes a small buffer. */
    static FileContent forSize(long size) {
        return new FileContent(Math.clamp(size, 1, LARGEST_BUFFER));
    }

    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    /**
     * Hands on exactly as many bytes as the file had when it was walked.
     *
     * @throws IOException naming the file, when it cannot be read, has vanished, or changed while it was read. Bytes
     *     may have been handed on by then, never more than the file had.
     */
    void copy(ContextEntry.RegularFile file, Sink sink) throws IOException {
        try (InputStream bytes = open(file)) {
            same(file);
            long left = file.size();
            while (left > 0) {
                int count = read(bytes, file, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw changed(file, "shorter than its %d bytes".formatted(file.size()));
                }
                sink.write(buffer, 0, count);
                left -= count;
            }
            if (read(bytes, file, 1) >= 0) {
                throw changed(file, "longer than its %d bytes".formatted(file.size()));
            }
        }
        same(file);
    }

    private static void same(ContextEntry.RegularFile file) throws IOException {
        FileStatus now = status(file);
        if (now.type() != FileStatus.Type.FILE) {
            throw changed(file, "something else than a file");
        }
        if (now.stamp().size() != file.size()) {
            throw changed(
                    file,
                    (now.stamp().size() < file.size() ? "shorter" : "longer") + " than its " + file.size() + " bytes");
        }
        if (now.stamp().modified() != file.stamp().modified()) {
            throw changed(file, "written to");
        }
    }

    /** Whether the file is what was walked, as far as can be told without reading it. */
    boolean untouched(ContextEntry.RegularFile file) throws IOException {
        return status(file).stamp().equals(file.stamp());
    }

    private static InputStream open(ContextEntry.RegularFile file) throws IOException {
        try {
            return Files.newInputStream(file.source(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private int read(InputStream bytes, ContextEntry.RegularFile file, int most) throws IOException {
        try {
            return bytes.read(buffer, 0, most);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static FileStatus status(ContextEntry.RegularFile file) throws IOException {
        try {
            return FileStatus.of(file.source());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(ContextEntry.RegularFile file, IOException cause) {
        return Unreadable.file(file.source(), "'" + file.path() + "' of the build context", cause);
    }

    static IOException changed(ContextEntry.RegularFile file, String how) {
        return new IOException("reading '%s' of the build context: it became %s while it was being read. "
                        .formatted(Printable.of(file.path()), how)
                + "Maybe another program writes to it; list it in .dockerignore if the image does not need it.");
    }
}
