package dev.slipway.watch;

import dev.slipway.watch.Change.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The roots as they were when last looked at. Links are not followed. What cannot be read is as if it were not there.
 * Confined to the thread that watches.
 */
final class Picture {
    private final List<Root> roots;
    private final Map<Path, Listing> folders = new HashMap<>();
    private final Consumer<Path> entered;
    private final Consumer<Path> left;

    /**
     * @param entered told of each folder before it is looked into, so that nothing falls between look and watch
     * @param left told of each folder that is no longer there
     */
    Picture(List<Root> roots, Consumer<Path> entered, Consumer<Path> left) {
        this.roots = List.copyOf(roots);
        this.entered = entered;
        this.left = left;
    }

    /** What a folder directly holds: files that count, and folders to look into, each by what tells it from another. */
    private record Listing(Map<Path, Mark> marks, Map<Path, Mark> below) {
        static final Listing EMPTY = new Listing(Map.of(), Map.of());
    }

    /** What differs when a file was written or replaced; of a folder, its identity alone. */
    private record Mark(long size, long modified, @Nullable Object identity) {
        static Mark of(BasicFileAttributes attributes) {
            return attributes.isDirectory()
                    ? new Mark(0, 0, attributes.fileKey())
                    : new Mark(
                            attributes.size(),
                            attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
                            attributes.fileKey());
        }
    }

    /** Looks at everything. The first look finds everything new, and is nobody's change. */
    List<Change> lookEverywhere() {
        Set<Path> start = new HashSet<>(folders.keySet());
        roots.forEach(root -> start.add(root.path().resolveSibling("")));
        return walk(start);
    }

    /** Looks into these folders, as far as they are known, and into all that are new below them. */
    List<Change> look(Collection<Path> dirty) {
        return walk(dirty.stream().filter(folders::containsKey).toList());
    }

    private List<Change> walk(Collection<Path> start) {
        List<Change> changes = new ArrayList<>();
        Deque<Path> due = new ArrayDeque<>(start);
        Set<Path> seen = new HashSet<>();
        while (!due.isEmpty()) {
            Path folder = due.poll();
            if (!seen.add(folder)) {
                continue;
            }
            if (!folders.containsKey(folder)) {
                entered.accept(folder);
            }
            Listing now = list(folder);
            if (now == null) {
                drop(folder, changes);
                continue;
            }
            Listing earlier = folders.put(folder, now);
            Listing before = earlier == null ? Listing.EMPTY : earlier;
            compare(before.marks, now.marks, changes);
            before.below.forEach((child, mark) -> {
                if (!Objects.equals(mark, now.below.get(child))) {
                    drop(child, changes);
                }
            });
            now.below.keySet().stream()
                    .filter(child -> !folders.containsKey(child))
                    .forEach(child -> {
                        seen.remove(child);
                        due.add(child);
                    });
        }
        return changes;
    }

    private static void compare(Map<Path, Mark> before, Map<Path, Mark> now, List<Change> changes) {
        before.forEach((path, mark) -> {
            Mark here = now.get(path);
            if (here == null) {
                changes.add(new Change(path, Kind.GONE));
            } else if (!here.equals(mark)) {
                changes.add(new Change(path, Kind.CHANGED));
            }
        });
        now.keySet().stream()
                .filter(path -> !before.containsKey(path))
                .forEach(path -> changes.add(new Change(path, Kind.APPEARED)));
    }

    /** A folder that went, or that another one took the place of, with all that was known below it. */
    private void drop(Path folder, List<Change> changes) {
        Listing before = folders.remove(folder);
        left.accept(folder);
        if (before != null) {
            before.marks.keySet().forEach(path -> changes.add(new Change(path, Kind.GONE)));
            before.below.keySet().forEach(child -> drop(child, changes));
        }
    }

    /** Null when there is nothing to look into. */
    private @Nullable Listing list(Path folder) {
        Map<Path, Mark> marks = new HashMap<>();
        Map<Path, Mark> below = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                note(entry, marks, below);
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return null;
        }
        return new Listing(marks, below);
    }

    private void note(Path entry, Map<Path, Mark> marks, Map<Path, Mark> below) {
        boolean root = roots.stream().anyMatch(each -> each.path().equals(entry));
        if (!root && roots.stream().noneMatch(each -> each.within(entry))) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Mark mark = Mark.of(attributes);
            if (attributes.isDirectory()) {
                below.put(entry, mark);
            }
            // A root that was replaced is another one to whoever holds it, even if it holds the same.
            if (root || !attributes.isDirectory()) {
                marks.put(entry, mark);
            }
        } catch (IOException gone) {
            // It went between the listing and this look: the hint of that is on its way.
            marks.remove(entry);
        }
    }
}
