package dev.slipway.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A key by which engines remember a folder, and what each path has ever been shown as under it: the size and time that an
 * engine compares, and the bytes it does not. An engine keeps several trees under one key, of any age, so all that was ever
 * shown counts, not only the last. Not for use by several threads.
 */
final class KeyHistory {
    /** A history much longer than the tree is not worth keeping. */
    private static final int MOST_FOR_EACH_FILE = 4;

    private static final int ALWAYS_KEPT = 100_000;
    /** The size under which a further name of a file is shown: an engine compares its time and first name only. */
    private static final long AS_LINK = -1;

    private final String key;
    private final Map<String, Shown> paths = new HashMap<>();
    private int count;

    /** What a path was shown as, and what it had been shown as before. */
    private record Shown(long size, long time, String hash, @Nullable Shown earlier) {}

    KeyHistory(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** The key and the history that these lines tell; none when they tell anything else. */
    static Optional<KeyHistory> parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).matches("key [0-9a-f]{32}")) {
            return Optional.empty();
        }
        KeyHistory history = new KeyHistory(lines.get(0).substring(4));
        try {
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split(" ", 4);
                history.add(
                        TextRecord.unescape(fields[3]),
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        fields[0]);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
        return Optional.of(history);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(count + 1);
        lines.add("key " + key);
        paths.forEach((path, last) -> {
            for (Shown shown = last; shown != null; shown = shown.earlier) {
                lines.add(shown.hash + " " + shown.size + " " + shown.time + " " + TextRecord.escape(path));
            }
        });
        return lines;
    }

    /** Whether an engine that was shown all this would take something in the scan for other bytes than it holds. */
    boolean misleads(Scan scan) {
        for (Scan.Item item : scan.items()) {
            if (item.entry() instanceof ContextEntry.RegularFile file) {
                for (Shown shown = paths.get(file.path()); shown != null; shown = shown.earlier) {
                    boolean alike = shown.time == time(file)
                            && (shown.size == file.size() || (shown.size == AS_LINK && file.links() > 1));
                    if (alike && !shown.hash.equals(item.hash())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Adds what the scan shows, and says whether anything of it is new. */
    boolean add(Scan scan) {
        int before = count;
        for (Scan.Item item : scan.items()) {
            if (item.entry() instanceof ContextEntry.RegularFile file) {
                add(file.path(), file.size(), time(file), item.hash());
                if (file.links() > 1) {
                    add(file.path(), AS_LINK, time(file), item.hash());
                }
            }
        }
        return count > before;
    }

    boolean tooLong(Scan scan) {
        return count > Math.max(ALWAYS_KEPT, MOST_FOR_EACH_FILE * scan.items().size());
    }

    private void add(String path, long size, long time, String hash) {
        Shown last = paths.get(path);
        for (Shown shown = last; shown != null; shown = shown.earlier) {
            if (shown.size == size && shown.time == time) {
                return;
            }
        }
        paths.put(path, new Shown(size, time, hash, last));
        count++;
    }

    private static long time(ContextEntry.RegularFile file) {
        return file.modified().to(TimeUnit.NANOSECONDS);
    }
}
