package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Makes an expression indifferent to which quotation mark is meant where it has one: the same tool prints another in
 * another release, locale or console. An apostrophe between two letters may be missing, and so may the marks around a
 * name that words follow, for those tell where it ends.
 */
final class AnyQuote {
    private static final String MARKS = "'\"`´‘’“”";
    private static final String ONE = "[" + MARKS + "]";

    /** A name in marks and the words behind it; the first group is the name. */
    private static final Pattern NAME = Pattern.compile("^['\"`]("
            + "(?:\\(\\?P<\\w+>)?(?:\\[\\^?[^\\]]+\\]|\\\\S)[+*]\\??\\)?"
            + ")['\"`]:? ?(?:\\(\\?:)?[A-Za-z][A-Za-z ']{2,}");

    private AnyQuote() {}

    static boolean isMark(char c) {
        return MARKS.indexOf(c) >= 0;
    }

    /** The expression with each mark in it standing for all of them. */
    static String in(String expression) {
        StringBuilder loose = new StringBuilder(expression.length() * 2);
        int at = 0;
        int closing = -1;
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
            } else if (isMark(c)) {
                Matcher name = NAME.matcher(expression.substring(at));
                boolean opening = at != closing && name.find();
                boolean optional = opening || at == closing || betweenLetters(expression, at);
                closing = opening ? at + name.end(1) : closing;
                loose.append(ONE).append(optional ? "?" : "");
                at++;
            } else {
                loose.append(c);
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
