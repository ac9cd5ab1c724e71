package dev.slipway.engine.buildkit.sync;

import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree;
import dev.slipway.engine.TreeEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows these entries whatever is wanted, and remembers what was. As a delivery it is both trees. */
class FakeTree implements FileTree, Delivery {
    private final List<TreeEntry> entries;
    private final List<Wanted> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger delivered = new AtomicInteger();

    FakeTree(List<TreeEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    static FakeTree of(TreeEntry... entries) {
        return new FakeTree(List.of(entries));
    }

    static TreeEntry file(String path, byte[] bytes) {
        return new TreeEntry.RegularFile(path, 0644, 1, bytes.length, out -> out.write(bytes));
    }

    @Override
    public void walk(Wanted wanted, Visitor visitor) throws IOException {
        asked.add(wanted);
        for (TreeEntry entry : entries) {
            visitor.entry(entry);
        }
    }

    List<Wanted> asked() {
        return List.copyOf(asked);
    }

    int deliveries() {
        return delivered.get();
    }

    @Override
    public String key() {
        return "key";
    }

    @Override
    public FileTree context() {
        return this;
    }

    @Override
    public FileTree dockerfile() {
        return this;
    }

    @Override
    public void delivered() {
        delivered.incrementAndGet();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
