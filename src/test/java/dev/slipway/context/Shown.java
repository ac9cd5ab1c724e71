package dev.slipway.context;

import dev.slipway.engine.FileTree;
import dev.slipway.engine.TreeEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a tree shows, held against what an engine insists on: order, parents first, link targets shown before. */
final class Shown {
    private final Map<String, TreeEntry> entries = new LinkedHashMap<>();
    private String last = "";

    private Shown() {}

    static Shown of(FileTree tree) throws IOException {
        return of(tree, FileTree.Wanted.ALL);
    }

    static Shown of(FileTree tree, FileTree.Wanted wanted) throws IOException {
        Shown shown = new Shown();
        tree.walk(wanted, shown::take);
        return shown;
    }

    static FileTree.Wanted following(String... paths) {
        return new FileTree.Wanted(List.of(), List.of(), List.of(paths));
    }

    private void take(TreeEntry entry) {
        String path = entry.path();
        if (Arrays.compareUnsigned(ordered(last), ordered(path)) >= 0) {
            throw new AssertionError("'" + path + "' comes after '" + last + "'");
        }
        int slash = path.lastIndexOf('/');
        if (slash >= 0 && !(entries.get(path.substring(0, slash)) instanceof TreeEntry.Folder)) {
            throw new AssertionError("the folder of '" + path + "' was not shown before");
        }
        if (entry instanceof TreeEntry.HardLink link && !(entries.get(link.of()) instanceof TreeEntry.RegularFile)) {
            throw new AssertionError("'" + link.of() + "' was not shown before its other name '" + path + "'");
        }
        entries.put(path, entry);
        last = path;
    }

    private static byte[] ordered(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }

    List<String> paths() {
        return new ArrayList<>(entries.keySet());
    }

    List<TreeEntry> all() {
        return List.copyOf(entries.values());
    }

    TreeEntry at(String path) {
        return Objects.requireNonNull(entries.get(path), path);
    }

    TreeEntry.RegularFile file(String path) {
        return (TreeEntry.RegularFile) at(path);
    }

    /** The paths of files, whichever of their names. */
    List<String> files() {
        return entries.values().stream()
                .filter(entry -> entry instanceof TreeEntry.RegularFile || entry instanceof TreeEntry.HardLink)
                .map(TreeEntry::path)
                .toList();
    }

    String text(String path) throws IOException {
        if (at(path) instanceof TreeEntry.HardLink link) {
            return text(link.of());
        }
        TreeEntry.RegularFile file = file(path);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file.content().writeTo(bytes);
        if (bytes.size() != file.size()) {
            throw new AssertionError(path + " has " + bytes.size() + " bytes, not " + file.size());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
