package dev.slipway.report.html;

import com.google.re2j.Pattern;

/**
 * Makes a foreign text fit to be read on a page: without terminal escapes, without characters that cannot be seen or turn
 * the order of reading around, and no longer than anybody reads. Markup is left to the templates, which escape it. Pure.
 */
final class Legible {
    static final int LONGEST = 2_000;
    private static final int BRIEF = 400;

    /** Control sequences, strings such as titles and hyperlinks up to their end, and the short ones. */
    private static final Pattern ESCAPES = Pattern.compile(
            "(?:\\x1b\\[|\\x{9b})[0-?]*[ -/]*[@-~]?|(?:\\x1b[\\]PX^_]|[\\x{90}\\x{98}\\x{9d}\\x{9e}\\x{9f}])[^\\x07\\x1b\\x{9c}]*"
                    + "(?:\\x07|\\x1b\\\\|\\x{9c})?|\\x1b[ -/]*[0-~]?");

    private static final char REPLACEMENT = '\ufffd';
    private static final int MOST_COMBINING = 4;

    private Legible() {}

    /** One line; of a meter that overwrote itself the last state. */
    static String line(String text) {
        String cut = cut(text);
        return harmless(cut) ? cut : clean(afterLastReturn(cut), false);
    }

    /** One line where there are many of its kind. */
    static String brief(String text) {
        String line = line(text);
        return line.length() <= BRIEF ? line : line.substring(0, line.offsetByCodePoints(0, BRIEF / 2)) + " …";
    }

    /** Text that may have several lines. */
    static String text(String text) {
        String cut = cut(text);
        return harmless(cut) ? cut : clean(cut, true);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + " … (cut: it is longer)";
    }

    private static boolean harmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter > '~') {
                return false;
            }
        }
        return true;
    }

    private static String afterLastReturn(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\r' || text.charAt(end - 1) == '\n')) {
            end--;
        }
        return text.substring(text.lastIndexOf('\r', end - 1) + 1, end);
    }

    private static String clean(String text, boolean lines) {
        String bare = text.indexOf('\u001b') < 0 && text.codePoints().noneMatch(point -> point >= 0x80 && point < 0xa0)
                ? text
                : ESCAPES.matcher(text).replaceAll("");
        StringBuilder clean = new StringBuilder(bare.length());
        int combining = 0;
        for (int position = 0; position < bare.length(); ) {
            int point = bare.codePointAt(position);
            position += Character.charCount(point);
            int type = Character.getType(point);
            boolean combines = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
            combining = combines ? combining + 1 : 0;
            if (combining <= MOST_COMBINING) {
                append(clean, point, type, lines);
            }
        }
        return clean.toString();
    }

    private static void append(StringBuilder clean, int point, int type, boolean lines) {
        if (point == '\t') {
            clean.append("    ");
        } else if (point == '\n') {
            clean.append(lines ? '\n' : ' ');
        } else if (point == 0x200d || (point >= 0xfe00 && point <= 0xfe0f)) {
            // Joins and selects emoji.
            clean.appendCodePoint(point);
        } else if (type == Character.CONTROL || type == Character.SURROGATE || turnsAround(point)) {
            clean.append(REPLACEMENT);
        } else if (type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) {
            clean.append(' ');
        } else if (type != Character.FORMAT) {
            clean.appendCodePoint(point);
        }
    }

    private static boolean turnsAround(int point) {
        return point == 0x61c
                || point == 0x200e
                || point == 0x200f
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x206f);
    }
}
