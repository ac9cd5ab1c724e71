package dev.slipway.context;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * One thing in a context that the builder gets to see. {@code path} is relative, with slashes; {@code mode} holds the
 * permission bits with set-id and sticky bits, and no type.
 */
public sealed interface ContextEntry {
    String path();

    int mode();

    FileTime modified();

    record Folder(String path, int mode, FileTime modified) implements ContextEntry {}

    /** A symbolic link, sent as it is: {@code target} may lead anywhere or nowhere and is never followed. */
    record Link(String path, int mode, FileTime modified, String target) implements ContextEntry {}

    /**
     * A regular file whose bytes are those of {@code source}, which is elsewhere when it is laid over this path. It may have
     * {@code links} names on disk, in the context or elsewhere; what is laid over a path has none but that.
     */
    record RegularFile(String path, int mode, FileTime modified, Path source, FileStamp stamp, int links)
            implements ContextEntry {
        public long size() {
            return stamp.size();
        }
    }
}
