package dev.slipway.preflight;

import dev.slipway.context.IgnoreRules;
import java.util.ArrayDeque;
import java.util.Deque;

/** How a COPY names a path of the context: cleaned, and never above it. */
public final class SourceMatch {
    private SourceMatch() {}

    /** Empty for the context itself. */
    public static String clean(String source) {
        Deque<String> parts = new ArrayDeque<>();
        int start = 0;
        while (start <= source.length()) {
            int slash = source.indexOf('/', start);
            int end = slash < 0 ? source.length() : slash;
            String part = source.substring(start, end);
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
            start = end + 1;
        }
        return String.join("/", parts);
    }

    public static boolean isWildcard(String source) {
        return source.chars().anyMatch(unit -> unit == '*' || unit == '?' || unit == '[' || unit == '\\');
    }

    /** Whether copying this source brings the file along, itself or in its folder. */
    public static boolean brings(String source, String file) {
        String clean = clean(source);
        if (clean.isEmpty() || file.equals(clean) || file.startsWith(clean + "/")) {
            return true;
        }
        // An ignore pattern without '**' means what a COPY wildcard means, folders included.
        return isWildcard(clean)
                && !clean.contains("**")
                && IgnoreRules.parse("/" + clean, "COPY").ignores(file);
    }
}
