package dev.slipway.diagnose;

/**
 * Makes an expression indifferent to which quotation mark is meant where it has one: the same tool prints another in
 * another release, locale or console. An apostrophe between two letters may be missing, too.
 */
final class AnyQuote {
    private static final String MARKS = "'\"`´‘’“”";
    private static final String ONE = "[" + MARKS + "]";

    private AnyQuote() {}

    /** The expression with each mark in it standing for all of them. */
    static String in(String expression) {
        StringBuilder loose = new StringBuilder(expression.length() * 2);
        int at = 0;
        while (at < expression.length()) {
            char c = expression.charAt(at);
            if (c == '\\') {
                loose.append(expression, at, Math.min(at + 2, expression.length()));
                at += 2;
            } else if (c == '[') {
                int close = LiteralPart.endOfClass(expression, at);
                String members = expression.substring(at, close);
                loose.append(members).append(missing(members)).append(']');
                at = close + 1;
            } else {
                loose.append(
                        MARKS.indexOf(c) < 0 ? String.valueOf(c) : ONE + (betweenLetters(expression, at) ? "?" : ""));
                at++;
            }
        }
        return loose.toString();
    }

    /** The marks a class lacks that has one. */
    private static String missing(String members) {
        if (MARKS.chars().noneMatch(mark -> members.indexOf(mark) >= 0)) {
            return "";
        }
        StringBuilder missing = new StringBuilder();
        MARKS.chars().filter(mark -> members.indexOf(mark) < 0).forEach(mark -> missing.append((char) mark));
        return missing.toString();
    }

    private static boolean betweenLetters(String expression, int at) {
        return at > 1
                && at + 1 < expression.length()
                && Character.isLetter(expression.charAt(at - 1))
                && expression.charAt(at - 2) != '\\'
                && Character.isLetter(expression.charAt(at + 1));
    }
}
