package dev.slipway.context;

import java.util.Comparator;

/**
 * Paths in the order in which a walk meets them: a folder, then all that is in it, then its next sibling; siblings by
 * their names' UTF-8 bytes.
 */
enum WalkOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return a == '/' ? -1 : b == '/' ? 1 : Utf8Order.INSTANCE.compare(left, right);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Whether a path lies in a folder, at any depth. */
    static boolean below(String folder, String path) {
        return path.length() > folder.length() && path.charAt(folder.length()) == '/' && path.startsWith(folder);
    }
}
