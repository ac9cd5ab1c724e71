package dev.slipway.engine.buildkit.sync;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a receiver insists on, entry by entry: clean paths, folders first, the order of bytes, links to what it knows. */
final class Sequence {
    private static final int TYPE_BITS = 0x8f280000;

    private final Map<String, Integer> modes = new HashMap<>();
    private String last = "";

    void check(Stat stat) {
        String path = stat.getPath();
        for (String part : path.split("/", -1)) {
            require(!part.isEmpty() && !part.equals(".") && !part.equals(".."), "not a clean path: ", path);
        }
        require(last.isEmpty() || Arrays.compareUnsigned(sortable(path), sortable(last)) > 0, "out of order: ", path);
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            Integer parent = modes.get(path.substring(0, slash));
            require(parent != null && parent < 0, "no folder for ", path);
        }
        if (!stat.getLinkname().isEmpty() && regular(stat)) {
            Integer original = modes.get(stat.getLinkname());
            require(original != null && (original & TYPE_BITS) == 0, "a link to what was not told: ", path);
        }
        last = path;
        modes.put(path, stat.getMode());
    }

    static boolean regular(Stat stat) {
        return (stat.getMode() & TYPE_BITS) == 0;
    }

    private static void require(boolean met, String complaint, String path) {
        if (!met) {
            throw new IllegalStateException(complaint + "'" + path + "'");
        }
    }

    /** A folder's content comes right after it, before any sibling. */
    private static byte[] sortable(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }
}
