package dev.slipway.context;

import dev.slipway.engine.FileTree;
import dev.slipway.engine.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A Dockerfile and its ignore file as a tree that is on no disk. All of it is shown whatever is wanted. Times are made
 * from the bytes, so that an engine never takes one Dockerfile for another of the same size. Immutable.
 */
final class DockerfileTree implements FileTree {
    private static final String IGNORE_SUFFIX = ".dockerignore";

    private final List<TreeEntry> entries;

    private DockerfileTree(List<TreeEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the Dockerfile.
     *
     * @param ignoreText what the engine is told to ignore. It is not empty: some engines do not tell an empty file from
     *     none, and would then read the context's own
     */
    static DockerfileTree of(DockerfilePlace dockerfile, String ignoreText) throws IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(dockerfile.source());
        } catch (IOException e) {
            throw Unreadable.file(dockerfile.source(), "the Dockerfile '" + dockerfile.asked() + "'", e);
        }
        List<TreeEntry> entries = new ArrayList<>();
        String name = dockerfile.name();
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            entries.add(new TreeEntry.Folder(name.substring(0, slash), 0755, 0));
        }
        entries.add(file(name, text));
        entries.add(file(name + IGNORE_SUFFIX, ignoreText.getBytes(StandardCharsets.UTF_8)));
        return new DockerfileTree(entries);
    }

    private static TreeEntry file(String path, byte[] bytes) {
        return new TreeEntry.RegularFile(path, 0644, time(bytes), bytes.length, out -> out.write(bytes));
    }

    /** Within some thirty years after 1970, which every file system can hold to the nanosecond. */
    private static long time(byte[] bytes) {
        String hash = InputDigest.start().add(bytes).hex();
        return Long.parseUnsignedLong(hash.substring(0, 16), 16) >>> 4;
    }

    @Override
    public void walk(Wanted wanted, Visitor visitor) throws IOException {
        for (TreeEntry entry : entries) {
            visitor.entry(entry);
        }
    }
}
