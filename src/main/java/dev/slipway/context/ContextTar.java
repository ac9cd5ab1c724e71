package dev.slipway.context;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes entries as a POSIX tar: owner and group 0, whole-second modification times (as Docker's own client sends
 * them), long, large and non-ASCII values in PAX headers. When a file breaks the promise of its header, the tar ends
 * there, unfinished, with an exception: no builder must take a half context for a whole one.
 */
final class ContextTar {
    private final OutputStream buffered;
    private final TarArchiveOutputStream tar;
    private final FileContent content = new FileContent();

    ContextTar(OutputStream out) {
        this.buffered = new BufferedOutputStream(out, 64 << 10);
        this.tar = new TarArchiveOutputStream(buffered, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    void add(ContextEntry entry) throws IOException {
        switch (entry) {
            case ContextEntry.Folder folder -> {
                begin(new TarArchiveEntry(folder.path() + "/", TarConstants.LF_DIR), folder);
                tar.closeArchiveEntry();
            }
            case ContextEntry.Link link -> {
                TarArchiveEntry header = new TarArchiveEntry(link.path(), TarConstants.LF_SYMLINK);
                header.setLinkName(link.target());
                begin(header, link);
                tar.closeArchiveEntry();
            }
            case ContextEntry.RegularFile file -> {
                TarArchiveEntry header = new TarArchiveEntry(file.path(), TarConstants.LF_NORMAL);
                header.setSize(file.size());
                begin(header, file);
                content.copy(file, tar::write);
                tar.closeArchiveEntry();
            }
        }
    }

    /** A small file that is on no disk. */
    void add(String path, byte[] bytes) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
        header.setSize(bytes.length);
        header.setMode(0644);
        header.setModTime(0);
        header.setIds(0, 0);
        tar.putArchiveEntry(header);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private void begin(TarArchiveEntry header, ContextEntry entry) throws IOException {
        header.setMode(entry.mode());
        header.setModTime(TimeUnit.SECONDS.toMillis(entry.modified().to(TimeUnit.SECONDS)));
        header.setIds(0, 0);
        header.setNames("", "");
        tar.putArchiveEntry(header);
    }

    /** Ends the tar and returns its length. The stream under it stays open. */
    long finish() throws IOException {
        tar.finish();
        buffered.flush();
        return tar.getBytesWritten();
    }
}
