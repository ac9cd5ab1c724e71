package dev.slipway.context;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Shows what a builder sees of a folder: what the ignore rules keep, with the overlay laid over it. Links are never
 * followed, ignored folders are not entered unless something below may be kept, and no more than the names of the
 * folders being walked is in memory. Folders that hold something kept are shown even when they are ignored themselves.
 */
final class ContextWalker {
    private final Path root;
    private final IgnoreRules rules;
    private final Overlay overlay;

    ContextWalker(Path root, IgnoreRules rules, Overlay overlay) {
        this.root = root;
        this.rules = rules;
        this.overlay = overlay;
    }

    void walk(ContextVisitor visitor) throws IOException {
        new Walk(visitor).into(root, "", rules.atRoot());
    }

    private final class Walk {
        private final ContextVisitor visitor;
        /** Ignored folders on the way here, not shown yet. */
        private final Deque<ContextEntry> held = new ArrayDeque<>();

        Walk(ContextVisitor visitor) {
            this.visitor = visitor;
        }

        void into(Path folder, String folderPath, IgnoreRules.Matched folderMatched) throws IOException {
            visitor.entering(folderPath);
            for (String name : names(folder, folderPath)) {
                String path = folderPath.isEmpty() ? name : folderPath + "/" + name;
                Optional<Path> layer = overlay.at(path);
                if (layer.isPresent()) {
                    show(file(path, layer.get(), status(layer.get(), path), 1));
                    continue;
                }
                IgnoreRules.Matched matched = rules.below(folderMatched, path);
                boolean layersBelow = overlay.reachesBelow(path);
                if (!matched.ignored() || layersBelow || matched.mayKeepBelow(path)) {
                    visit(folder.resolve(name), path, matched, layersBelow);
                }
            }
        }

        private void visit(Path file, String path, IgnoreRules.Matched matched, boolean layersBelow)
                throws IOException {
            // Java cannot even look at a file whose name it could not decode.
            sendable(path);
            FileStatus status;
            try {
                status = FileStatus.of(file);
            } catch (NoSuchFileException e) {
                // Gone since its folder was listed: as good as never there, unless the overlay wants a folder here.
                if (layersBelow) {
                    folder(file, new ContextEntry.Folder(path, 0755, FileTime.fromMillis(0)), matched);
                }
                return;
            } catch (IOException e) {
                throw Unreadable.file(file, "'" + path + "' of the build context", e);
            }
            if (layersBelow && status.type() != FileStatus.Type.FOLDER) {
                throw new ContextException(
                        ContextException.Fault.OVERLAY,
                        "laying files over '%s/': it is not a folder.".formatted(Printable.of(path)));
            }
            boolean kept = !matched.ignored();
            switch (status.type()) {
                case FOLDER -> folder(file, new ContextEntry.Folder(path, status.mode(), status.modified()), matched);
                case FILE -> {
                    if (kept) {
                        show(file(path, file, status, status.links()));
                    }
                }
                case LINK -> {
                    if (kept) {
                        show(new ContextEntry.Link(path, status.mode(), status.modified(), target(file, path)));
                    }
                }
                case OTHER -> {
                    if (kept) {
                        visitor.skipped(path, "a socket, pipe or device cannot be sent to a builder");
                    }
                }
            }
        }

        private void folder(Path file, ContextEntry.Folder folder, IgnoreRules.Matched matched) throws IOException {
            if (!matched.ignored()) {
                show(folder);
                into(file, folder.path(), matched);
                return;
            }
            held.addLast(folder);
            into(file, folder.path(), matched);
            if (held.peekLast() == folder) {
                held.removeLast();
            }
        }

        private void show(ContextEntry entry) throws IOException {
            while (!held.isEmpty()) {
                visitor.entry(held.removeFirst());
            }
            visitor.entry(entry);
        }
    }

    private SortedSet<String> names(Path folder, String path) throws IOException {
        SortedSet<String> names = new TreeSet<>(Utf8Order.INSTANCE);
        String what = path.isEmpty() ? "the build context " + root : "folder '" + path + "' of the build context";
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                Path name = child.getFileName();
                if (name != null) {
                    names.add(name.toString());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw Unreadable.file(folder, what, Objects.requireNonNull(e.getCause()));
        } catch (NoSuchFileException e) {
            if (!overlay.reachesBelow(path)) {
                throw Unreadable.file(folder, what, e);
            }
        } catch (IOException e) {
            throw Unreadable.file(folder, what, e);
        }
        names.addAll(overlay.namesIn(path));
        return names;
    }

    private static FileStatus status(Path file, String path) throws IOException {
        try {
            return FileStatus.of(file);
        } catch (IOException e) {
            throw Unreadable.file(file, "'" + path + "' of the build context", e);
        }
    }

    private static ContextEntry.RegularFile file(String path, Path source, FileStatus status, int links) {
        return new ContextEntry.RegularFile(path, status.mode(), status.modified(), source, status.stamp(), links);
    }

    private static String target(Path link, String path) throws IOException {
        String target;
        try {
            target = Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw Unreadable.file(link, "link '" + path + "' of the build context", e);
        }
        if (target.indexOf('\uFFFD') >= 0) {
            throw undecodable("the target of link '" + path + "'");
        }
        return target;
    }

    /** Java turns name bytes that it cannot decode into U+FFFD; sent like that, the file would get another name. */
    private static void sendable(String path) throws ContextException {
        if (path.indexOf('\uFFFD') >= 0) {
            throw undecodable("the name '" + path + "'");
        }
    }

    private static ContextException undecodable(String what) {
        return new ContextException(
                ContextException.Fault.NAME,
                "reading the build context: " + Printable.of(what)
                        + " is not text in the encoding " + System.getProperty("sun.jnu.encoding", "of this machine")
                        + ". Maybe rename it to UTF-8, list it in .dockerignore, or run with LC_ALL=C.UTF-8.");
    }
}
