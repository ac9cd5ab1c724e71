package dev.slipway.report;

import java.util.regex.Pattern;

/**
 * Foreign text as documents can hold it: without escape sequences, control characters (line breaks and tabs stay), halves of
 * characters, and marks that turn the order of reading around. Pure; linear in the text.
 */
public final class PlainText {
    private static final Pattern ESCAPES = Pattern.compile(
            "\u001b\\[[0-?]*+[ -/]*+[@-~]?|\u001b[\\]PX^_][^\u0007\u001b]*+(?:\u0007|\u001b\\\\)?|\u001b[ -/]*+[0-~]?");

    private PlainText() {}

    public static String of(String text) {
        String bare = text.indexOf('\u001b') < 0 ? text : ESCAPES.matcher(text).replaceAll("");
        if (harmless(bare)) {
            return bare;
        }
        StringBuilder clean = new StringBuilder(bare.length());
        bare.codePoints().filter(PlainText::holds).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** The same in one line: breaks are blanks. */
    public static String line(String text) {
        return of(text).replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ").strip();
    }

    /** No more than so many characters, and then how many there were. */
    public static String atMost(int characters, String text) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end) + " … (" + (text.length() - end) + " more characters)";
    }

    private static boolean harmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if ((letter < ' ' && letter != '\n') || letter > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        boolean control = point < 0x20 || (point >= 0x7f && point <= 0x9f);
        boolean direction = point == 0x61c
                || point == 0x200e
                || point == 0x200f
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x206f);
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        boolean none = point == 0xfffe || point == 0xffff;
        return !control && !direction && !half && !none;
    }
}
