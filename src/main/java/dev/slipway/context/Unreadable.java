package dev.slipway.context;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Words for a file of the context that could not be read. */
final class Unreadable {
    private Unreadable() {}

    static IOException file(Path file, String what, IOException cause) {
        return new IOException("reading " + Printable.of(what) + ": " + reason(file, cause), cause);
    }

    private static String reason(Path file, IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied ->
                "permission denied. Maybe make it readable, or list it in .dockerignore if the image does not need it.";
            case NoSuchFileException gone -> "it vanished while the context was being read.";
            case FileSystemException other ->
                Objects.requireNonNullElse(other.getReason(), "the file system refused " + file);
            default ->
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        };
    }
}
