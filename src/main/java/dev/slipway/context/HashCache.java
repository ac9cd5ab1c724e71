package dev.slipway.context;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Content hashes of files seen before, believed as long as size, times, inode and device are the same. A hash is kept
 * only if the file had last changed well before it was read: one changed within the clock's grain of the reading could
 * change again without its times telling (as git's index has it, "racily clean"). Where the file system tells neither
 * inodes nor changes of status, nothing is kept. Not for use by several threads.
 */
final class HashCache {
    private static final String TITLE = "slipway hashes 1";
    private static final long MARGIN = Duration.ofSeconds(2).toNanos();
    private static final int MOST_UNSEEN = 200_000;

    private record Known(FileStamp stamp, String hash) {}

    private final TextRecord file;
    private final InstantSource clock;
    private final Map<String, Known> before = new HashMap<>();
    private final Map<String, Known> now = new HashMap<>();
    private boolean news;

    private HashCache(TextRecord file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    static HashCache open(Path folder, Path context, InstantSource clock) {
        String name = InputDigest.start().add(context.toString()).hex().substring(0, 16) + ".hashes";
        HashCache cache = new HashCache(new TextRecord(folder.resolve(name), TITLE), clock);
        cache.file.read().ifPresent(cache::parse);
        return cache;
    }

    private void parse(List<String> lines) {
        for (String line : lines) {
            String[] fields = line.split(" ", 7);
            try {
                FileStamp stamp = new FileStamp(
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        Long.parseLong(fields[4]),
                        Long.parseLong(fields[5]));
                before.put(TextRecord.unescape(fields[6]), new Known(stamp, fields[0]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                before.clear();
                return;
            }
        }
    }

    /** To be taken before a file is read, and given to {@link #put} afterwards. */
    long start() {
        Instant instant = clock.instant();
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    Optional<String> get(Path source, FileStamp stamp) {
        String key = source.toString();
        Known known = now.containsKey(key) ? now.get(key) : before.get(key);
        if (known == null || !known.stamp.equals(stamp)) {
            return Optional.empty();
        }
        now.put(key, known);
        return Optional.of(known.hash);
    }

    void put(Path source, FileStamp stamp, String hash, long started) {
        boolean told = stamp.inode() != 0;
        if (told && Math.max(stamp.modified(), stamp.changed()) + MARGIN < started) {
            now.put(source.toString(), new Known(stamp, hash));
            news = true;
        }
    }

    /** Files that were not asked for this time are kept too, as another Dockerfile of the folder may want them. */
    void save() throws IOException {
        if (!news) {
            return;
        }
        Map<String, Known> all = new HashMap<>(before.size() + now.size() > MOST_UNSEEN ? Map.of() : before);
        all.putAll(now);
        List<String> lines = new ArrayList<>(all.size());
        all.forEach((path, known) -> lines.add("%s %d %d %d %d %d %s"
                .formatted(
                        known.hash,
                        known.stamp.size(),
                        known.stamp.modified(),
                        known.stamp.changed(),
                        known.stamp.inode(),
                        known.stamp.device(),
                        TextRecord.escape(path))));
        file.write(lines);
    }
}
