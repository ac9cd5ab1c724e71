package dev.slipway.probe;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How foreign text and measured times are put into a sentence. */
final class Wording {
    private static final int LONGEST = 200;
    /** CSI, OSC and the two-character escapes; what is left of a torn one goes with the control characters. */
    private static final Pattern ESCAPES =
            Pattern.compile("\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]{0,4096}(?:\\x07|\\x1B\\\\)|[@-Z\\\\^_])");
    /** Control and format characters: the latter turn the direction of text or hide in it. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

    private Wording() {}

    /** At most 200 characters on one line, without escapes and control characters. */
    static String excerpt(String text) {
        return excerpt(text, LONGEST);
    }

    static String excerpt(String text, int longest) {
        String head = text.length() > longest * 20 ? text.substring(0, longest * 20) : text;
        String clean = UNSAFE.matcher(ESCAPES.matcher(head).replaceAll(""))
                .replaceAll(" ")
                .strip();
        if (clean.codePointCount(0, clean.length()) <= longest && head.length() == text.length()) {
            return clean;
        }
        int end = Math.min(longest, clean.codePointCount(0, clean.length()));
        return clean.substring(0, clean.offsetByCodePoints(0, end)) + "…";
    }

    /** {@code 430ms}, {@code 2.5s}, {@code 41s}, {@code 3m20s}. */
    static String time(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1000) {
            return millis + "ms";
        }
        if (millis < 9950) {
            return String.format(Locale.ROOT, "%.1fs", millis / 1000.0).replace(".0s", "s");
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds < 120 ? seconds + "s" : seconds / 60 + "m" + (seconds % 60 == 0 ? "" : seconds % 60 + "s");
    }

    static String tries(int count) {
        return count == 1 ? "1 try" : count + " tries";
    }
}
