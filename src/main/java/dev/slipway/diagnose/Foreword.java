package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * What a program writes before the words of another that it passes on: the time, a level, a place in its source, its
 * name in brackets or before a colon, a builder's step, a list's mark. None of it says that something was only warned of, for such words
 * mean another thing.
 */
final class Foreword {
    private static final int MOST_LAYERS = 5;

    private static final Pattern LAYER = Pattern.compile("^(?:"
            + "\\s+"
            + "|\\[?\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z| ?[+-]\\d\\d:?\\d\\d)?\\]?[\\s:-]"
            + "|\\[?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?\\]?[\\s:-]"
            + "|(?i:error|fatal|critical|info|debug|notice|severe)\\b(?:\\s*[-:|]+)?\\s+"
            + "|\\[(?i:[a-z0-9][\\w. :/@#-]{0,60})\\]:?\\s"
            + "|[\\w./-]{1,60}\\.(?:py|js|ts|go|rs|java|rb|sh|c|cc|cpp|kt|scala):\\d{1,6}:?\\s"
            + "|[a-z][a-z0-9_.-]{1,30}(?:\\[\\d{1,7}\\])?:\\s"
            + "|@?[\\w.-]{1,40}(?:/[\\w.-]{1,40})?[:#][a-z][\\w:-]{0,30}:\\s"
            + "|(?:#\\d{1,4} )?\\d{1,6}\\.\\d{1,3}\\s"
            + "|[-*>|│➤✖✗×•└├─]+\\s)");

    private static final Pattern WARNED =
            Pattern.compile("^(?:\\[?(?i:warn|warning|note|hint|help|deprecated)\\]?\\b)");

    private Foreword() {}

    /** What stands behind it, which is the text itself where it has none. */
    static String behind(String text) {
        String rest = text;
        for (int layer = 0; layer < MOST_LAYERS && !WARNED.matcher(rest).find(); layer++) {
            Matcher matcher = LAYER.matcher(rest);
            if (!matcher.find()) {
                break;
            }
            rest = rest.substring(matcher.end());
        }
        return rest;
    }
}
