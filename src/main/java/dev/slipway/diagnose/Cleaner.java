package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/**
 * Takes from a raw line what terminals, builders and log collectors put around it: colours, overwritten progress, step
 * numbers, times, names of containers, JSON. What a program said stays as it said it.
 */
final class Cleaner {
    static final int LONGEST_LINE = 8192;

    private static final Pattern ESCAPES =
            Pattern.compile("\\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|[@-Z\\\\^_])");
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    /** Docker's json-file driver, and the answer stream of a classic build. */
    private static final Pattern JSON_LOG =
            Pattern.compile("^\\{\"(?:log|stream|error|message)\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final List<Pattern> PREFIXES = List.of(
            Pattern.compile("^#\\d+ (?:\\d+\\.\\d+(?: |$))?"),
            Pattern.compile("^\\d{1,6}\\.\\d{1,3}(?: |$)"),
            Pattern.compile(
                    "^\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?\\]?\\s"),
            Pattern.compile("^[A-Za-z][A-Za-z0-9_.-]{0,60}\\s{0,30}\\| ?"),
            Pattern.compile("^[^\\t]{1,80}\\t[^\\t]{1,80}\\t(?:\\x{feff})?(?:\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z )"),
            Pattern.compile("^##\\[(?:error|warning|debug|group)\\]"));

    private Cleaner() {}

    /** One raw line; more come out where it held several in JSON's writing. */
    static List<String> clean(String raw) {
        String text = raw.length() > LONGEST_LINE ? raw.substring(0, LONGEST_LINE) : raw;
        text = unprefixed(lastPaint(
                text.indexOf('\u001b') < 0 ? text : ESCAPES.matcher(text).replaceAll("")));
        if (text.startsWith("{\"")) {
            Matcher json = JSON_LOG.matcher(text);
            if (json.find()) {
                text = json.group(1).replace("\\\"", "\"");
            }
        }
        if (!holdsEscapedNewlines(text)) {
            return List.of(CONTROLS.matcher(text).replaceAll(""));
        }
        return text.replace("\\r", "")
                .replace("\\t", "\t")
                .replace("\\n", "\n")
                .lines()
                .map(Cleaner::unprefixed)
                .map(part -> CONTROLS.matcher(part).replaceAll(""))
                .toList();
    }

    /** A path such as {@code C:\new} holds one; a whole log written as a string holds several, or ends in one. */
    private static boolean holdsEscapedNewlines(String text) {
        int first = text.indexOf("\\n");
        return first >= 0 && (text.endsWith("\\n") || text.indexOf("\\n", first + 2) > 0);
    }

    /** Progress is painted over itself after each carriage return; the last paint is what a person saw. */
    private static String lastPaint(String text) {
        String shown = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return shown.substring(shown.lastIndexOf('\r') + 1);
    }

    private static String unprefixed(String text) {
        String rest = text;
        for (int round = 0; round < 3; round++) {
            String before = rest;
            for (Pattern prefix : PREFIXES) {
                Matcher matcher = prefix.matcher(rest);
                if (matcher.find()) {
                    rest = rest.substring(matcher.end());
                }
            }
            if (rest.equals(before)) {
                return rest;
            }
        }
        return rest;
    }
}
