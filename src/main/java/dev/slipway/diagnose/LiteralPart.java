package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The texts of which every match of an expression must hold at least one: a cheap question to ask before the
 * expression's. An expression has several such sets where it goes on behind a gap, as which a quotation mark counts, for
 * {@link AnyQuote} lets it be another or none; a set with the empty text says nothing.
 */
final class LiteralPart {
    private static final List<String> NOTHING = List.of("");
    private static final int MOST_TEXTS = 24;

    private LiteralPart() {}

    /** The set with the longest texts. */
    static List<String> anyOf(String expression) {
        List<String> best = NOTHING;
        for (List<String> texts : sets(expression)) {
            best = strength(texts) > strength(best) ? texts : best;
        }
        return best;
    }

    /** The sets that say something, of each of which a match must hold a text; the one with the longest texts is first. */
    static List<List<String>> allOf(String expression) {
        List<List<String>> telling = new ArrayList<>(sets(expression));
        telling.removeIf(texts -> strength(texts) == 0);
        telling.sort(Comparator.comparingInt(LiteralPart::strength).reversed());
        return telling;
    }

    private static List<List<String>> sets(String expression) {
        List<String> alternatives = alternatives(expression);
        return alternatives.size() == 1 ? ofSequence(expression) : List.of(union(alternatives));
    }

    private static List<String> union(List<String> alternatives) {
        List<String> union = new ArrayList<>();
        for (String each : alternatives) {
            union.addAll(anyOf(each));
        }
        return union.size() > MOST_TEXTS ? NOTHING : List.copyOf(new LinkedHashSet<>(union));
    }

    private static List<List<String>> ofSequence(String expression) {
        List<List<String>> found = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        int at = 0;
        while (at < expression.length()) {
            char c = expression.charAt(at);
            switch (c) {
                case '\\' -> {
                    char escaped = expression.charAt(++at);
                    if (Character.isLetterOrDigit(escaped)) {
                        end(run, found);
                    } else {
                        run.append(escaped);
                    }
                }
                case '?', '*', '{' -> {
                    run.setLength(Math.max(0, run.length() - 1));
                    end(run, found);
                    at = c == '{' ? expression.indexOf('}', at) : at;
                }
                case '(' -> {
                    end(run, found);
                    int close = endOfGroup(expression, at);
                    found.add(certain(expression, at, close));
                    at = close;
                }
                case '[' -> {
                    end(run, found);
                    at = endOfClass(expression, at);
                }
                case '.', '^', '$', '+' -> end(run, found);
                default -> {
                    if (AnyQuote.isMark(c)) {
                        end(run, found);
                    } else {
                        run.append(c);
                    }
                }
            }
            at++;
        }
        end(run, found);
        return found;
    }

    private static void end(StringBuilder run, List<List<String>> found) {
        found.add(List.of(run.toString()));
        run.setLength(0);
    }

    private static int strength(List<String> texts) {
        int shortest = Integer.MAX_VALUE;
        for (String text : texts) {
            shortest = Math.min(shortest, text.length());
        }
        return shortest;
    }

    /** What a group adds for certain: nothing where it may be left out or changes how letters are compared. */
    private static List<String> certain(String expression, int open, int close) {
        boolean optional = close + 1 < expression.length() && "?*{".indexOf(expression.charAt(close + 1)) >= 0;
        String inside = expression.substring(open + 1, Math.min(close, expression.length()));
        if (optional || inside.startsWith("?i")) {
            return NOTHING;
        }
        if (inside.startsWith("?P<")) {
            return anyOf(inside.substring(inside.indexOf('>') + 1));
        }
        return anyOf(inside.startsWith("?:") ? inside.substring(2) : inside);
    }

    private static List<String> alternatives(String expression) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < expression.length(); at++) {
            switch (expression.charAt(at)) {
                case '\\' -> at++;
                case '(' -> at = endOfGroup(expression, at);
                case '[' -> at = endOfClass(expression, at);
                case '|' -> {
                    parts.add(expression.substring(start, at));
                    start = at + 1;
                }
                default -> {}
            }
        }
        parts.add(expression.substring(start));
        return parts;
    }

    private static int endOfGroup(String expression, int open) {
        int depth = 0;
        for (int at = open; at < expression.length(); at++) {
            switch (expression.charAt(at)) {
                case '\\' -> at++;
                case '[' -> at = endOfClass(expression, at);
                case '(' -> depth++;
                case ')' -> {
                    if (--depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
        }
        return expression.length();
    }

    static int endOfClass(String expression, int open) {
        int at = open + 1;
        if (at < expression.length() && expression.charAt(at) == '^') {
            at++;
        }
        // A bracket that comes first is a letter of the class.
        if (at < expression.length() && expression.charAt(at) == ']') {
            at++;
        }
        for (; at < expression.length(); at++) {
            char c = expression.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == ']') {
                return at;
            }
        }
        return expression.length();
    }
}
