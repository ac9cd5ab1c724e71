package dev.slipway.console;

import java.util.regex.Pattern;

/**
 * Makes a foreign line safe to show: what a build prints may neither move the cursor, nor change the order in which text
 * is read, nor speak to the CI system that collects our output. Pure; linear in the length of the line.
 */
public final class Sanitizer {
    /** More than anybody reads in one line. */
    static final int LONGEST = 2_000;

    private static final char ESCAPE = '\u001b';
    private static final char REPLACEMENT = '\ufffd';
    private static final int MOST_COMBINING = 4;

    /** {@code ##[group]}, {@code ##vso[…]}, {@code ##teamcity[…]}: found anywhere in a line by their readers. */
    private static final Pattern HASH_COMMAND = Pattern.compile("##(?=\\w{0,20}\\[)");
    /** {@code ::error file=…::}: found at the start of a line, which a wrapped word can become. */
    private static final Pattern COLON_COMMAND = Pattern.compile("(?<!\\S)::(?=[A-Za-z])");

    private Sanitizer() {}

    /** The line as it may be shown: no control characters, no line breaks, at most {@link #LONGEST} characters of it. */
    public static String clean(String line) {
        if (isHarmless(line)) {
            return line;
        }
        String shown = afterLastReturn(line);
        StringBuilder clean = new StringBuilder(Integer.min(shown.length(), LONGEST) + 32);
        int combining = 0;
        int position = 0;
        while (position < shown.length() && clean.length() < LONGEST) {
            int point = shown.codePointAt(position);
            int end = escapeEnd(shown, position);
            if (end > position) {
                position = end;
                continue;
            }
            position += Character.charCount(point);
            combining = isCombining(point) ? combining + 1 : 0;
            if (combining <= MOST_COMBINING) {
                append(clean, point);
            }
        }
        if (position < shown.length()) {
            clean.append(" (and ").append(shown.length() - position).append(" more characters)");
        }
        return withoutCommands(clean.toString());
    }

    private static boolean isHarmless(String line) {
        if (line.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter < ' ' || letter > '~' || letter == '#' || letter == ':') {
                return false;
            }
        }
        return true;
    }

    /** Progress meters overwrite their line; only the last state of it would be left on a terminal. */
    private static String afterLastReturn(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\r' || line.charAt(end - 1) == '\n')) {
            end--;
        }
        return line.substring(line.lastIndexOf('\r', end - 1) + 1, end);
    }

    private static void append(StringBuilder clean, int point) {
        if (point == '\t') {
            clean.append("    ");
        } else if (point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029 || point == 0x85) {
            clean.append(' ');
        } else if (isInvisible(point)) {
            return;
        } else if (isDangerous(point)) {
            clean.append(REPLACEMENT);
        } else {
            clean.appendCodePoint(point);
        }
    }

    /** Zero-width characters that hide text or join words; the joiner and selectors of emoji stay. */
    private static boolean isInvisible(int point) {
        return point == 0x200b
                || point == 0x2060
                || point == 0xfeff
                || point == 0xad
                || (point >= 0xe0000 && point <= 0xe0fff);
    }

    private static boolean isDangerous(int point) {
        boolean control = point < 0x20 || (point >= 0x7f && point <= 0x9f);
        boolean direction = point == 0x61c
                || point == 0x200e
                || point == 0x200f
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x206f);
        boolean halfPair = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return control || direction || halfPair;
    }

    private static boolean isCombining(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Where the escape sequence that begins here ends, or {@code start} where none begins. */
    private static int escapeEnd(String text, int start) {
        char first = text.charAt(start);
        if (first == '\u009b') {
            return controlEnd(text, start + 1);
        }
        if (first == '\u009d' || first == '\u0090' || first == '\u0098' || first == '\u009e' || first == '\u009f') {
            return stringEnd(text, start + 1);
        }
        if (first != ESCAPE) {
            return start;
        }
        if (start + 1 == text.length()) {
            return text.length();
        }
        return switch (text.charAt(start + 1)) {
            case '[' -> controlEnd(text, start + 2);
            case ']', 'P', 'X', '^', '_' -> stringEnd(text, start + 2);
            default -> shortEnd(text, start + 1);
        };
    }

    /** {@code ESC [ parameters intermediates final}. */
    private static int controlEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= 0x20 && text.charAt(end) < 0x40) {
            end++;
        }
        boolean whole = end < text.length() && text.charAt(end) >= 0x40 && text.charAt(end) <= 0x7e;
        return whole ? end + 1 : end;
    }

    /** A title, a hyperlink, a device string: up to BEL or ST, or to the end of the line. */
    private static int stringEnd(String text, int from) {
        for (int end = from; end < text.length(); end++) {
            char letter = text.charAt(end);
            if (letter == '\u0007' || letter == '\u009c') {
                return end + 1;
            }
            if (letter == ESCAPE && end + 1 < text.length() && text.charAt(end + 1) == '\\') {
                return end + 2;
            }
        }
        return text.length();
    }

    /** {@code ESC intermediates final}. */
    private static int shortEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= 0x20 && text.charAt(end) < 0x30) {
            end++;
        }
        return end < text.length() && text.charAt(end) >= 0x30 && text.charAt(end) <= 0x7e ? end + 1 : end;
    }

    private static String withoutCommands(String line) {
        if (line.indexOf('#') < 0 && line.indexOf("::") < 0) {
            return line;
        }
        String calm = HASH_COMMAND.matcher(line).replaceAll("## ");
        return COLON_COMMAND.matcher(calm).replaceAll(": :");
    }
}
