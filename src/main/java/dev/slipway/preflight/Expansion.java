package dev.slipway.preflight;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code $X}, {@code ${X}} and all that BuildKit's Dockerfile frontend knows beside them:
 * {@code :-}, {@code -}, {@code :+}, {@code +}, {@code :?}, {@code ?}, {@code #}, {@code ##}, {@code %}, {@code %%},
 * {@code /} and {@code //}. Quotes are taken away, single quotes stop the expansion. Depth and length of the result are
 * bounded, so that no text can make it grow without end.
 */
final class Expansion {
    private static final int MAX_LENGTH = 64 << 10;
    private static final int MAX_DEPTH = 20;
    private static final char END = '\uffff';
    private static final String SPECIAL = "@*#?-$!";

    private final Function<String, @Nullable String> values;
    private final char escape;
    private final String text;
    private int at;
    private int depth;
    private boolean complete = true;
    private @Nullable String fault;

    private Expansion(String text, Function<String, @Nullable String> values, char escape) {
        this.text = text;
        this.values = values;
        this.escape = escape;
    }

    /** {@code complete} tells whether every variable that counted had a value. */
    record Result(String text, boolean complete, @Nullable String wrong) {
        /** Why no builder would take the text, whatever the values are. */
        Optional<String> fault() {
            return Optional.ofNullable(wrong);
        }
    }

    static Result of(String text, Function<String, @Nullable String> values, char escape) {
        Expansion expansion = new Expansion(text, values, escape);
        String result = expansion.until(END, false);
        boolean complete = expansion.complete && expansion.fault == null && result.length() < MAX_LENGTH;
        return new Result(result, complete, expansion.fault);
    }

    private void wrong(String why) {
        if (fault == null) {
            fault = why;
        }
    }

    private boolean open() {
        return at < text.length() && fault == null;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Reads to the stop, which is taken, or to the end. In patterns the escapes stay. */
    private String until(char stop, boolean rawEscapes) {
        StringBuilder result = new StringBuilder();
        while (open()) {
            char unit = text.charAt(at);
            if (unit == stop && stop != END) {
                at++;
                return cut(result);
            }
            at++;
            if (unit == escape) {
                if (rawEscapes) {
                    result.append(unit);
                }
                if (at < text.length()) {
                    result.append(text.charAt(at++));
                }
            } else if (unit == '\'') {
                int close = text.indexOf('\'', at);
                if (close < 0) {
                    wrong("a single quote is never closed");
                    break;
                }
                append(result, text.substring(at, close));
                at = close + 1;
            } else if (unit == '"') {
                doubleQuoted(result);
            } else if (unit == '$') {
                append(result, variable());
            } else {
                append(result, String.valueOf(unit));
            }
        }
        if (stop != END) {
            wrong("a '${' is never closed");
        }
        return cut(result);
    }

    private void doubleQuoted(StringBuilder result) {
        while (open()) {
            char unit = text.charAt(at++);
            if (unit == '"') {
                return;
            }
            if (unit == '$') {
                append(result, variable());
            } else if (unit == escape && at < text.length() && "\"$".indexOf(peek()) >= 0) {
                result.append(text.charAt(at++));
            } else if (unit == escape && peek() == escape) {
                result.append(text.charAt(at++));
            } else if (unit != escape || at < text.length()) {
                append(result, String.valueOf(unit));
            }
        }
        wrong("a double quote is never closed");
    }

    private static void append(StringBuilder result, String more) {
        if (result.length() <= MAX_LENGTH) {
            result.append(more);
        }
    }

    private static String cut(StringBuilder result) {
        return result.length() > MAX_LENGTH ? result.substring(0, MAX_LENGTH) : result.toString();
    }

    private String variable() {
        if (peek() != '{') {
            String name = name();
            return name.isEmpty() ? "$" : value(name);
        }
        at++;
        if (peek() == '{' || peek() == '}' || peek() == ':' || peek() == END) {
            wrong("'${' is followed by no name");
            return "";
        }
        String name = name();
        if (peek() == '}') {
            at++;
            return value(name);
        }
        if (++depth > MAX_DEPTH) {
            complete = false;
            at = text.length();
            return "";
        }
        String result = modified(name);
        depth--;
        return result;
    }

    private String modified(String name) {
        boolean colon = peek() == ':';
        at += colon ? 1 : 0;
        char operator = peek();
        at++;
        @Nullable String value = values.apply(name);
        boolean set = value != null && !(colon && value.isEmpty());
        return switch (operator) {
            case '-' -> {
                String word = word(!set);
                yield set && value != null ? value : word;
            }
            case '+' -> {
                String word = word(set);
                yield set ? word : "";
            }
            case '?' -> {
                word(false);
                complete &= set;
                yield set && value != null ? value : "";
            }
            case '#', '%' -> {
                if (colon) {
                    wrong("'${%s:%s' is no substitution".formatted(name, operator));
                }
                yield trimmed(name, operator);
            }
            case '/' -> {
                if (colon) {
                    wrong("'${%s:/' is no substitution".formatted(name));
                }
                yield replaced(name);
            }
            default -> {
                wrong(
                        operator == END
                                ? "a '${' is never closed"
                                : "'${%s' goes on with '%s'".formatted(name, operator));
                yield "";
            }
        };
    }

    /** A word that does not count may hold variables without a value. */
    private String word(boolean counts) {
        boolean before = complete;
        String word = until('}', false);
        complete = counts ? complete : before;
        return word;
    }

    private String trimmed(String name, char operator) {
        boolean longest = peek() == operator;
        at += longest ? 1 : 0;
        String pattern = until('}', true);
        String value = value(name);
        try {
            return operator == '#'
                    ? ShellPattern.withoutPrefix(value, pattern, longest)
                    : ShellPattern.withoutSuffix(value, pattern, longest);
        } catch (IllegalArgumentException unknownEscape) {
            wrong("the pattern '%s' cannot be used: %s".formatted(pattern, unknownEscape.getMessage()));
            return "";
        }
    }

    private String replaced(String name) {
        boolean all = peek() == '/';
        at += all ? 1 : 0;
        String pattern = until('/', true);
        String replacement = until('}', true);
        String value = value(name);
        try {
            return new ShellPattern(pattern).replaced(value, replacement, all);
        } catch (IllegalArgumentException unknownEscape) {
            wrong("the pattern '%s' cannot be used: %s".formatted(pattern, unknownEscape.getMessage()));
            return "";
        }
    }

    private String value(String name) {
        String value = values.apply(name);
        if (value == null) {
            complete = false;
            return "";
        }
        return value;
    }

    private String name() {
        int start = at;
        if (at < text.length() && Character.isDigit(text.charAt(at))) {
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }
        if (at < text.length() && SPECIAL.indexOf(text.charAt(at)) >= 0) {
            return text.substring(start, ++at);
        }
        while (at < text.length() && (text.charAt(at) == '_' || Character.isLetterOrDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(start, at);
    }
}
