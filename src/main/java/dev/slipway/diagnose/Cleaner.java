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

    private static final int LONGEST_END = 2048;

    private static final Pattern ESCAPES =
            Pattern.compile("\\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|[@-Z\\\\^_])");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char DELETE = '\u007f';

    /** Docker's json-file driver, the answer stream of a classic build, and what log collectors make of either. */
    private static final Pattern JSON_LOG = Pattern.compile(
            "^\\{(?:\"[\\w.@-]+\":\\s*(?:\"[^\"\\\\]{0,80}\"|[\\d.]+),\\s*){0,6}\"(?:log|stream|error|message|msg|logs|output)\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"?");

    private static final Pattern BUILDKIT = Pattern.compile("^#(\\d+) (?:\\d+\\.\\d+(?: |$))?");

    private static final String MOMENT =
            "\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?: ?(?:Z|UTC|[+-]\\d\\d:?\\d\\d))?";

    /** Each takes off one layer; a line is tried only where it begins as it must and holds the mark near its beginning. */
    private static final List<Prefix> PREFIXES = List.of(
            Prefix.of("0123456789", '.', "^\\d{1,6}\\.\\d{1,3}(?: |$)"),
            Prefix.of(
                    "0123456789[",
                    ':',
                    "^\\[?" + MOMENT + "\\]?(?: \\d\\d[OE][ +]?| (?:stdout|stderr) [FP])?(?:\\s|$)"),
            Prefix.of("0123456789[", ':', "^\\[?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?\\]?\\s+"),
            Prefix.of("", '|', "^[A-Za-z][A-Za-z0-9_.@-]{0,80}\\s{0,30}\\| ?"),
            Prefix.of("", '\t', "^[^\\t]{1,80}\\t[^\\t]{1,80}\\t(?:\\x{feff})?(?:\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z )"),
            Prefix.of(
                    "JFMASOND",
                    ':',
                    "^[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S{1,60} [\\w./-]{1,40}(?:\\[\\d+\\])?: "),
            Prefix.of("#", '[', "^##\\[(?:error|warning|debug|command|section)\\]"),
            Prefix.of(":", ':', "^::(?:error|warning|notice)[^:]{0,200}::"),
            Prefix.of("s", ':', "^section_(?:start|end):\\d+:[\\w.\\[\\]=,-]+"),
            Prefix.of("IWEFD", '[', "^(?:INFO|WARN|ERRO|FATA|DEBU)\\[\\d{4,}\\] "),
            Prefix.of("t", '=', "^time=\"[^\"]{1,40}\" level=\\w+ msg="),
            Prefix.of("[", ']', "^\\[(?:Pipeline|pod/[^\\]]{1,120})\\] "),
            Prefix.of(" =", '#', "^ ?=> => # "));

    private record Prefix(String firsts, char mark, Pattern pattern) {
        private static final int NEAR = 220;

        static Prefix of(String firsts, char mark, String expression) {
            return new Prefix(firsts, mark, Pattern.compile(expression));
        }

        boolean mayBegin(String line) {
            char first = line.charAt(0);
            int at = line.indexOf(mark);
            return at >= 0 && at < NEAR && (firsts.isEmpty() ? Character.isLetter(first) : firsts.indexOf(first) >= 0);
        }
    }

    /** What is left of a line, and the builder's number of its step, empty where it names none. */
    record Cleaned(String step, String text) {}

    private Cleaner() {}

    /** One raw line; more come out where it held several in JSON's writing. */
    static List<Cleaned> clean(String raw) {
        boolean several = holdsEscapedNewlines(raw);
        String text = several ? raw : shortened(raw);
        Cleaned cleaned = unprefixed(
                lastPaint(
                        text.indexOf('\u001b') < 0
                                ? text
                                : ESCAPES.matcher(text).replaceAll("")),
                "");
        if (cleaned.text().startsWith("{\"")) {
            Matcher json = JSON_LOG.matcher(cleaned.text());
            if (json.find()) {
                cleaned = unprefixed(
                        several ? json.group(1) : unescaped(json.group(1)).stripTrailing(), cleaned.step());
            }
        }
        if (!several) {
            return List.of(plain(cleaned));
        }
        String step = cleaned.step();
        return unescaped(cleaned.text())
                .lines()
                .map(part -> plain(
                        unprefixed(lastPaint(ESCAPES.matcher(shortened(part)).replaceAll("")), step)))
                .toList();
    }

    private static String unescaped(String text) {
        return text.replace("\\r\\n", "\n")
                .replace("\\n", "\n")
                .replace("\\r", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\u001b", "\u001b")
                .replace("\\x1b", "\u001b")
                .replace("\\u003c", "<")
                .replace("\\u003e", ">")
                .replace("\\u0026", "&");
    }

    private static Cleaned plain(Cleaned cleaned) {
        return new Cleaned(cleaned.step(), withoutControls(cleaned.text()));
    }

    private static String withoutControls(String text) {
        int at = 0;
        while (at < text.length() && !control(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length()).append(text, 0, at);
        for (; at < text.length(); at++) {
            if (!control(text.charAt(at))) {
                rest.append(text.charAt(at));
            }
        }
        return rest.toString();
    }

    private static boolean control(char c) {
        return (c < ' ' && c != '\t' && c != '\n') || c == DELETE || c == BYTE_ORDER_MARK;
    }

    /** Beginning and end of a line that nobody can have written by hand. */
    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, LONGEST_LINE - LONGEST_END) + line.substring(line.length() - LONGEST_END);
    }

    /** A path such as {@code C:\new} holds one; a whole log written as a string holds several, or ends in one. */
    private static boolean holdsEscapedNewlines(String text) {
        int first = text.indexOf("\\n");
        return first >= 0 && (text.endsWith("\\n") || text.indexOf("\\n", first + 2) > 0);
    }

    /** Progress is painted over itself after each carriage return; the last paint that shows something is what a person saw. */
    private static String lastPaint(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        int start = text.lastIndexOf('\r', end - 1) + 1;
        while (start > 0 && text.substring(start, end).isBlank()) {
            end = start - 1;
            start = text.lastIndexOf('\r', end - 1) + 1;
        }
        return text.substring(start, end);
    }

    private static Cleaned unprefixed(String text, String given) {
        String rest = text;
        String step = given;
        for (int round = 0; round < 4; round++) {
            String before = rest;
            if (rest.startsWith("#")) {
                Matcher buildkit = BUILDKIT.matcher(rest);
                if (buildkit.find()) {
                    step = buildkit.group(1);
                    rest = rest.substring(buildkit.end());
                }
            }
            for (Prefix prefix : PREFIXES) {
                if (!rest.isEmpty() && prefix.mayBegin(rest)) {
                    Matcher matcher = prefix.pattern().matcher(rest);
                    if (matcher.find()) {
                        rest = rest.substring(matcher.end());
                    }
                }
            }
            if (rest.equals(before)) {
                break;
            }
        }
        return new Cleaned(step, rest);
    }
}
