package dev.slipway.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A tree of texts by their paths. Shows everything whatever is wanted, which a builder must put up with. */
final class Entries {
    private Entries() {}

    static FileTree of(Map<String, String> files) {
        TreeMap<String, TreeEntry> entries = new TreeMap<>((a, b) -> Arrays.compareUnsigned(sortable(a), sortable(b)));
        files.forEach((path, text) -> {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String folder = path.substring(0, slash);
                entries.put(folder, new TreeEntry.Folder(folder, 0755, 0));
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            entries.put(path, new TreeEntry.RegularFile(path, 0644, 0, bytes.length, out -> out.write(bytes)));
        });
        return (wanted, visitor) -> {
            for (TreeEntry entry : entries.values()) {
                visitor.entry(entry);
            }
        };
    }

    /** A folder's content comes right after it, before any sibling. */
    private static byte[] sortable(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }
}
