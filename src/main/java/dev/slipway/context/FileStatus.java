package dev.slipway.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A path's own type, permissions and stamp, links not followed; {@code links} is the number of its names. Where the file
 * system knows no Unix modes, files are executable by all, have one name, and inodes are 0.
 */
record FileStatus(Type type, int mode, FileTime modified, FileStamp stamp, int links) {
    enum Type {
        FILE,
        FOLDER,
        LINK,
        /** Sockets, pipes and devices. */
        OTHER
    }

    static FileStatus of(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix") ? unix(path) : basic(path);
    }

    private static FileStatus unix(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(
                path, "unix:mode,ino,dev,nlink,size,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) number(facts, "mode");
        Type type =
                switch (mode & 0170000) {
                    case 0100000 -> Type.FILE;
                    case 0040000 -> Type.FOLDER;
                    case 0120000 -> Type.LINK;
                    default -> Type.OTHER;
                };
        FileTime modified = time(facts, "lastModifiedTime");
        FileStamp stamp = new FileStamp(
                number(facts, "size"),
                modified.to(TimeUnit.NANOSECONDS),
                time(facts, "ctime").to(TimeUnit.NANOSECONDS),
                number(facts, "ino"),
                number(facts, "dev"));
        return new FileStatus(type, mode & 07777, modified, stamp, (int) number(facts, "nlink"));
    }

    private static long number(Map<String, Object> facts, String name) {
        return ((Number) Objects.requireNonNull(facts.get(name), name)).longValue();
    }

    private static FileTime time(Map<String, Object> facts, String name) {
        return (FileTime) Objects.requireNonNull(facts.get(name), name);
    }

    private static FileStatus basic(Path path) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Type type = facts.isSymbolicLink()
                ? Type.LINK
                : facts.isDirectory() ? Type.FOLDER : facts.isRegularFile() ? Type.FILE : Type.OTHER;
        long modified = facts.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new FileStatus(
                type, 0755, facts.lastModifiedTime(), new FileStamp(facts.size(), modified, modified, 0, 0), 1);
    }
}
