package dev.slipway.engine;

import java.io.IOException;
import java.util.List;

/** A folder's content. The folder itself is not part of it. */
public interface FileTree {
    /**
     * Shows what is wanted: folders before what is in them, siblings in the order of their names' UTF-8 bytes, the folders
     * above an entry always before it. Of the names of one file, the first that is wanted is a {@link TreeEntry.RegularFile}
     * and the others are {@link TreeEntry.HardLink}s to it.
     *
     * @throws IOException when something cannot be read, naming it, or the visitor throws
     */
    void walk(Wanted wanted, Visitor visitor) throws IOException;

    /** Takes entries one by one; may block. */
    @FunctionalInterface
    interface Visitor {
        void entry(TreeEntry entry) throws IOException;
    }

    /**
     * The part of a tree that a builder asks for, in BuildKit's terms: an entry counts when it or a folder above it fits
     * {@code include} or {@code follow} (all do when both are empty) and it does not fit {@code exclude}, which is read like
     * an ignore file. Paths in {@code follow} may hold wildcards; symbolic links on the way are resolved within the tree
     * and are wanted with what they lead to.
     */
    record Wanted(List<String> include, List<String> exclude, List<String> follow) {
        public static final Wanted ALL = new Wanted(List.of(), List.of(), List.of());

        public Wanted {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            follow = List.copyOf(follow);
        }
    }
}
