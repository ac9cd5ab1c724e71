package dev.slipway.context;

import dev.slipway.engine.FileTree;
import dev.slipway.engine.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A scanned context as a tree to choose from. The disk is touched only when the content of a file is read, which must then
 * be what was scanned. Names of one file are told by its inode. Threads may share it.
 */
final class ScannedTree implements FileTree {
    private final Scan scan;
    private final IgnoreRules obeyed;

    /** @param obeyed the rules that the scan obeyed and the engine was told of */
    ScannedTree(Scan scan, IgnoreRules obeyed) {
        this.scan = scan;
        this.obeyed = obeyed;
    }

    /** Whether the content of any file could not be handed over as it was scanned. */
    boolean outdated() {
        return scan.outdated();
    }

    @Override
    public void walk(Wanted wanted, Visitor visitor) throws IOException {
        Walk walk = new Walk(scan, Selection.of(wanted, scan, obeyed).atRoot(), visitor);
        for (Scan.Item item : scan.items()) {
            walk.meet(item);
        }
    }

    /** One walk: the folders above the entry that is met, and the files that were shown under one of several names. */
    private static final class Walk {
        private final Scan scan;
        private final Selection.Verdict root;
        private final Visitor visitor;
        private final List<Above> way = new ArrayList<>();
        private final Map<Inode, String> shown = new HashMap<>();

        Walk(Scan scan, Selection.Verdict root, Visitor visitor) {
            this.scan = scan;
            this.root = root;
            this.visitor = visitor;
        }

        void meet(Scan.Item item) throws IOException {
            String path = item.path();
            while (!way.isEmpty() && !WalkOrder.below(way.getLast().folder.path(), path)) {
                way.removeLast();
            }
            if (!way.isEmpty() && way.getLast().closed) {
                return;
            }
            Selection.Verdict verdict = (way.isEmpty() ? root : way.getLast().verdict).below(path);
            boolean wanted = verdict.wanted();
            if (wanted) {
                showWay();
            }
            switch (item.entry()) {
                case ContextEntry.Folder folder -> {
                    Above inner = new Above(folder, verdict);
                    way.add(inner);
                    if (wanted) {
                        show(inner);
                    }
                }
                case ContextEntry.Link link -> {
                    if (wanted) {
                        visitor.entry(new TreeEntry.SymbolicLink(path, link.mode(), nanos(link), link.target()));
                    }
                }
                case ContextEntry.RegularFile file -> {
                    if (wanted) {
                        show(file, item);
                    }
                }
            }
        }

        private void showWay() throws IOException {
            for (Above above : way) {
                if (!above.shown) {
                    show(above);
                }
            }
        }

        private void show(Above above) throws IOException {
            above.shown = true;
            ContextEntry.Folder folder = above.folder;
            visitor.entry(new TreeEntry.Folder(folder.path(), folder.mode(), nanos(folder)));
        }

        private void show(ContextEntry.RegularFile file, Scan.Item item) throws IOException {
            if (file.links() > 1) {
                String first = shown.putIfAbsent(
                        new Inode(file.stamp().device(), file.stamp().inode()), file.path());
                if (first != null) {
                    visitor.entry(new TreeEntry.HardLink(file.path(), file.mode(), nanos(file), first));
                    return;
                }
            }
            visitor.entry(new TreeEntry.RegularFile(
                    file.path(), file.mode(), nanos(file), file.size(), new ScannedContent(file, item, scan)));
        }
    }

    private static long nanos(ContextEntry entry) {
        return entry.modified().to(TimeUnit.NANOSECONDS);
    }

    private record Inode(long device, long number) {}

    /** A folder on the way. */
    private static final class Above {
        private final ContextEntry.Folder folder;
        private final Selection.Verdict verdict;
        private final boolean closed;
        private boolean shown;

        private Above(ContextEntry.Folder folder, Selection.Verdict verdict) {
            this.folder = folder;
            this.verdict = verdict;
            this.closed = verdict.nothingBelow(folder.path());
        }
    }
}
