package dev.slipway.context;

import java.util.ArrayDeque;
import java.util.Deque;

/** The shortest spelling of a path with slashes, as Go's {@code path.Clean} defines it. */
final class CleanPath {
    private CleanPath() {}

    static String of(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            append(parts, path.substring(start, end), rooted);
            start = end + 1;
        }
        String joined = String.join("/", parts);
        if (rooted) {
            return "/" + joined;
        }
        return joined.isEmpty() ? "." : joined;
    }

    private static void append(Deque<String> parts, String part, boolean rooted) {
        switch (part) {
            case "", "." -> {}
            case ".." -> {
                if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                    parts.removeLast();
                } else if (!rooted) {
                    parts.addLast(part);
                }
            }
            default -> parts.addLast(part);
        }
    }
}
