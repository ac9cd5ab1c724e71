package dev.slipway.context;

import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a context held at one time, in the order of a walk. Takes some hundred bytes for each entry and none for what is
 * in the files. Immutable but for the one thing that can be learnt later, that it is {@link #outdated}; threads may share it.
 */
final class Scan {
    private final List<Item> items;
    private volatile boolean outdated;

    Scan(List<Item> items) {
        this.items = List.copyOf(items);
    }

    /**
     * @param hash of a file's size and bytes; empty for what is no file, or was not read
     * @param settled whether the file had last changed so long before it was read that its stamp tells any later change
     */
    record Item(ContextEntry entry, String hash, boolean settled) {
        String path() {
            return entry.path();
        }
    }

    /** What is noted of a file. */
    @FunctionalInterface
    interface Look {
        Item at(ContextEntry.RegularFile file) throws IOException;

        /** No more than can be seen without reading it. */
        static Item unread(ContextEntry.RegularFile file) {
            return new Item(file, "", false);
        }
    }

    /** Walks a context. Breaks off with an {@link InterruptedIOException} when told to stop. */
    static Scan take(Subject subject, Look look, StopSignal stop) throws IOException {
        List<Item> items = new ArrayList<>();
        subject.walker().walk(new ContextVisitor() {
            @Override
            public void entry(ContextEntry entry) throws IOException {
                items.add(entry instanceof ContextEntry.RegularFile file ? look.at(file) : new Item(entry, "", true));
            }

            @Override
            public void entering(String folder) throws IOException {
                heed(stop);
            }
        });
        return new Scan(items);
    }

    static void heed(StopSignal stop) throws InterruptedIOException {
        if (stop.raised()) {
            throw new InterruptedIOException("reading the build context: it was stopped.");
        }
    }

    List<Item> items() {
        return items;
    }

    /** A file was found to be another than was scanned, so nobody should start from this any more. */
    void outdate() {
        outdated = true;
    }

    boolean outdated() {
        return outdated;
    }

    /** Where an entry is, or would be: as {@link Collections#binarySearch}. */
    private int find(String path) {
        int low = 0;
        int high = items.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = WalkOrder.INSTANCE.compare(items.get(middle).path(), path);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    Optional<ContextEntry> at(String path) {
        int index = find(path);
        return index < 0 ? Optional.empty() : Optional.of(items.get(index).entry());
    }

    /** All that is in a folder, at any depth; {@code ""} is the context itself. */
    List<Item> below(String folder) {
        if (folder.isEmpty()) {
            return items;
        }
        int folderAt = find(folder);
        int start = folderAt < 0 ? -folderAt - 1 : folderAt + 1;
        int end = start;
        while (end < items.size() && WalkOrder.below(folder, items.get(end).path())) {
            end++;
        }
        return items.subList(start, end);
    }
}
