package dev.slipway.secrets;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A text within a JSON string. Every program escapes quotes, backslashes and control characters; what else, which of
 * the two-letter escapes it knows and in which case it writes codes are habits of each.
 */
final class JsonEscapes {
    private static final String OF_HTML = "&<>\u2028\u2029";

    private static final int NOTHING = Character.MAX_VALUE;
    private static final int BEYOND_ASCII = 0x7F;
    private static final int BEYOND_PRINTABLE = '~';

    private static final String ALL = "\b\t\n\f\r";
    private static final String LINES_AND_TABS = "\t\n\r";
    private static final String NONE = "";

    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = LOWER.withUpperCase();

    /**
     * @param last what comes after it is written as a code
     * @param more what else is written as a code
     * @param slashes whether they are escaped
     * @param named the control characters that are written in two letters
     */
    private record Style(int last, String more, boolean slashes, String named, HexFormat hex) {}

    private static final List<Style> STYLES = List.of(
            // JavaScript, and Java's libraries.
            new Style(NOTHING, NONE, false, ALL, LOWER),
            new Style(NOTHING, NONE, false, ALL, UPPER),
            new Style(BEYOND_ASCII, NONE, false, ALL, LOWER),
            new Style(BEYOND_ASCII, NONE, false, ALL, UPPER),
            // Go, with and without its care for HTML; until 1.22 it had no \b and \f.
            new Style(NOTHING, OF_HTML, false, ALL, LOWER),
            new Style(NOTHING, OF_HTML, false, LINES_AND_TABS, LOWER),
            new Style(NOTHING, "\u2028\u2029", false, ALL, LOWER),
            new Style(NOTHING, "\u2028\u2029", false, LINES_AND_TABS, LOWER),
            new Style(NOTHING, OF_HTML, false, ALL, UPPER),
            // Python.
            new Style(BEYOND_PRINTABLE, NONE, false, ALL, LOWER),
            // PHP.
            new Style(BEYOND_ASCII, NONE, true, ALL, LOWER),
            new Style(NOTHING, NONE, true, ALL, LOWER),
            // Those that are careful in every way.
            new Style(BEYOND_ASCII, OF_HTML, false, ALL, LOWER),
            new Style(BEYOND_ASCII, OF_HTML, false, ALL, UPPER),
            new Style(BEYOND_ASCII, OF_HTML, true, ALL, LOWER),
            new Style(NOTHING, NONE, false, NONE, LOWER),
            new Style(NOTHING, NONE, false, NONE, UPPER));

    private JsonEscapes() {}

    static void of(String text, Set<String> forms) {
        if (text.chars().allMatch(JsonEscapes::ordinary)) {
            forms.add(text);
            return;
        }
        for (Style style : STYLES) {
            forms.add(escaped(text, style));
        }
    }

    /** Left as it is by all of them. */
    private static boolean ordinary(int letter) {
        return letter >= ' ' && letter <= '~' && "\"\\/".indexOf(letter) < 0 && OF_HTML.indexOf(letter) < 0;
    }

    private static String escaped(String text, Style style) {
        StringBuilder escaped = new StringBuilder(text.length() * 2);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (ordinary(letter)) {
                escaped.append(letter);
            } else if (letter == '"' || letter == '\\' || (letter == '/' && style.slashes())) {
                escaped.append('\\').append(letter);
            } else if (style.named().indexOf(letter) >= 0) {
                escaped.append('\\').append(name(letter));
            } else if (letter < ' ' || letter > style.last() || style.more().indexOf(letter) >= 0) {
                escaped.append("\\u").append(style.hex().toHexDigits(letter));
            } else {
                escaped.append(letter);
            }
        }
        return escaped.toString();
    }

    private static char name(char letter) {
        return "btnfr".charAt(ALL.indexOf(letter));
    }
}
