package dev.slipway.preflight;

import dev.slipway.context.BuildContext;
import dev.slipway.context.ContextEntry;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What COPY can see of a context: paths and sizes, nothing of the bytes. */
public final class KeptPaths {
    private final NavigableMap<String, ContextEntry> entries = new TreeMap<>();

    public static KeptPaths of(BuildContext context) throws IOException {
        KeptPaths kept = new KeptPaths();
        context.walk(entry -> kept.entries.put(entry.path(), entry));
        return kept;
    }

    public Map<String, ContextEntry> entries() {
        return entries;
    }

    public boolean has(String path) {
        return entries.containsKey(path);
    }

    /** Whether the path leads through a link, so that only the builder can say what is there. */
    public boolean leadsThroughLink(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (entries.get(path.substring(0, slash)) instanceof ContextEntry.Link) {
                return true;
            }
        }
        return false;
    }

    /** A kept path in the same folder that may be what was meant. */
    public Optional<String> similarTo(String path) {
        int slash = path.lastIndexOf('/');
        String folder = path.substring(0, slash + 1);
        String best = null;
        int bestDistance = Math.max(2, (path.length() - slash) / 3);
        for (String other : entries.tailMap(folder).keySet()) {
            if (!other.startsWith(folder)) {
                break;
            }
            if (other.indexOf('/', folder.length()) < 0) {
                int distance = distance(
                        other.substring(folder.length()).toLowerCase(Locale.ROOT),
                        path.substring(slash + 1).toLowerCase(Locale.ROOT));
                if (distance < bestDistance || (best == null && distance == bestDistance)) {
                    best = other;
                    bestDistance = distance;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Letters to add, drop or change to make one of the other. */
    private static int distance(String left, String right) {
        if (left.length() > 200 || right.length() > 200) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = corner + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                corner = above;
            }
        }
        return row[right.length()];
    }
}
