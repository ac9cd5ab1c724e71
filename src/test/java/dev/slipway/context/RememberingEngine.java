package dev.slipway.context;

import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.TreeEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Keeps trees by their keys as BuildKit does: any number of them under one key, each as some delivery left it; compares
 * what it is shown by everything but bytes, and asks for those of the files that differ.
 */
final class RememberingEngine {
    private final Map<String, List<Map<String, Kept>>> trees = new HashMap<>();
    private final Random random;

    /** Texts are shared by the names of one file, and stay with a name that is not replaced. */
    private record Kept(TreeEntry shown, String text) {}

    RememberingEngine(Random random) {
        this.random = random;
    }

    /** The texts of the files that a build would see, by path. */
    Map<String, String> sync(Delivery delivery, Wanted wanted) throws IOException {
        List<Map<String, Kept>> known = trees.computeIfAbsent(delivery.key(), key -> new ArrayList<>());
        // Another build may hold the tree that would fit best.
        int chosen = random.nextInt(known.size() + 1);
        Map<String, Kept> before = chosen < known.size() ? known.get(chosen) : Map.of();
        Map<String, Kept> after = new LinkedHashMap<>();
        delivery.context().walk(wanted, entry -> after.put(entry.path(), keep(entry, before, after)));
        if (chosen < known.size()) {
            known.set(chosen, after);
        } else {
            known.add(after);
        }
        Map<String, String> files = new LinkedHashMap<>();
        after.forEach((path, kept) -> {
            if (kept.shown() instanceof TreeEntry.RegularFile || kept.shown() instanceof TreeEntry.HardLink) {
                files.put(path, kept.text());
            }
        });
        return files;
    }

    /** Takes a part, and holds the rest for what it was: a tree in a state that no sender ever meant. */
    void breakOff(Delivery delivery, Wanted wanted) throws IOException {
        List<Map<String, Kept>> known = trees.computeIfAbsent(delivery.key(), key -> new ArrayList<>());
        Map<String, Kept> half = new LinkedHashMap<>();
        delivery.context().walk(wanted, entry -> {
            if (random.nextBoolean()) {
                half.put(entry.path(), new Kept(entry, "half"));
            }
        });
        known.add(half);
    }

    private Kept keep(TreeEntry entry, Map<String, Kept> before, Map<String, Kept> after) throws IOException {
        Kept known = before.get(entry.path());
        if (known != null && same(known.shown(), entry)) {
            return known;
        }
        return switch (entry) {
            case TreeEntry.Folder folder -> new Kept(folder, "");
            case TreeEntry.SymbolicLink link -> new Kept(link, "");
            case TreeEntry.HardLink link -> {
                Kept first = after.get(link.of());
                if (first == null) {
                    throw new AssertionError(link + " before what it links to");
                }
                yield new Kept(link, first.text());
            }
            case TreeEntry.RegularFile file -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                file.content().writeTo(bytes);
                yield new Kept(file, bytes.toString(StandardCharsets.UTF_8));
            }
        };
    }

    private static boolean same(TreeEntry one, TreeEntry other) {
        if (one.mode() != other.mode() || one.modified() != other.modified()) {
            return false;
        }
        return switch (one) {
            case TreeEntry.RegularFile file ->
                other instanceof TreeEntry.RegularFile again && file.size() == again.size();
            case TreeEntry.HardLink link ->
                other instanceof TreeEntry.HardLink again && link.of().equals(again.of());
            case TreeEntry.SymbolicLink link ->
                other instanceof TreeEntry.SymbolicLink again && link.target().equals(again.target());
            case TreeEntry.Folder folder -> other instanceof TreeEntry.Folder;
        };
    }
}
