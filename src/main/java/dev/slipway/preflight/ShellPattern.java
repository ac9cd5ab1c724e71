package dev.slipway.preflight;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** The patterns of {@code ${X#…}}, {@code ${X%…}} and {@code ${X/…/…}}: {@code *}, {@code ?} and escapes. Linear time. */
final class ShellPattern {
    private final String pattern;

    /** @throws IllegalArgumentException when an escape stands before anything but {@code * ? \ } /} */
    ShellPattern(String pattern) {
        this.pattern = regex(pattern, "");
    }

    private ShellPattern(String text, String laziness) {
        this.pattern = regex(text, laziness);
    }

    private static String regex(String pattern, String laziness) {
        StringBuilder regex = new StringBuilder("(?s)");
        int at = 0;
        while (at < pattern.length()) {
            char unit = pattern.charAt(at++);
            if (unit == '*') {
                regex.append(".*").append(laziness);
            } else if (unit == '?') {
                regex.append('.');
            } else if (unit == '\\' && at < pattern.length()) {
                char escaped = pattern.charAt(at++);
                if ("*?\\}/".indexOf(escaped) < 0) {
                    throw new IllegalArgumentException("it escapes '" + escaped + "'");
                }
                regex.append(Pattern.quote(String.valueOf(escaped)));
            } else {
                regex.append(Pattern.quote(String.valueOf(unit)));
            }
        }
        return regex.toString();
    }

    static String withoutPrefix(String value, String pattern, boolean longest) {
        Matcher start = Pattern.compile("^" + new ShellPattern(pattern, longest ? "" : "?").pattern)
                .matcher(value);
        return start.find() ? value.substring(start.end()) : value;
    }

    static String withoutSuffix(String value, String pattern, boolean longest) {
        // Greedy leads leave the shortest end, lazy ones the longest.
        Matcher end = Pattern.compile(
                        "(?s)^(.*" + (longest ? "?" : "") + ")(?:" + new ShellPattern(pattern).pattern + ")$")
                .matcher(value);
        return end.find() ? end.group(1) : value;
    }

    String replaced(String value, String replacement, boolean all) {
        Matcher matcher = Pattern.compile(pattern).matcher(value);
        StringBuilder result = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            result.append(value, from, matcher.start()).append(replacement);
            from = matcher.end();
            if (!all) {
                break;
            }
        }
        return result.append(value.substring(from)).toString();
    }
}
