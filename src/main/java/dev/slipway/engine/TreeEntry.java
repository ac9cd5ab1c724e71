package dev.slipway.engine;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Something in a {@link FileTree}. {@code path} is relative, with slashes; {@code mode} holds the permission bits with
 * set-id and sticky bits (octal 7777), and no type; {@code modified} is in nanoseconds since 1970.
 */
public sealed interface TreeEntry {
    String path();

    int mode();

    long modified();

    record Folder(String path, int mode, long modified) implements TreeEntry {}

    /** {@code target} is as it was written, and may lead anywhere or nowhere. */
    record SymbolicLink(String path, int mode, long modified, String target) implements TreeEntry {}

    /** Another name of the file that was shown as {@code of}. */
    record HardLink(String path, int mode, long modified, String of) implements TreeEntry {}

    record RegularFile(String path, int mode, long modified, long size, Content content) implements TreeEntry {}

    /** The bytes of a file. */
    @FunctionalInterface
    interface Content {
        /**
         * Writes exactly as many bytes as the entry's size says. The stream is not closed.
         *
         * @throws IOException naming the file, when it cannot be read or is another one than when it was shown
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
