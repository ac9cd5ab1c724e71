package dev.slipway.preflight;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code $X}, {@code ${X}}, {@code ${X:-default}}, {@code ${X-default}},
 * {@code ${X:+other}} and {@code ${X+other}}, as a Dockerfile means them. Quotes are taken away, single quotes stop the
 * expansion. Depth and length of the result are bounded, so that no text can make it grow without end.
 */
final class Expansion {
    private static final int MAX_LENGTH = 64 << 10;
    private static final int MAX_DEPTH = 20;

    private final Function<String, @Nullable String> values;
    private final char escape;
    private boolean complete = true;

    private Expansion(Function<String, @Nullable String> values, char escape) {
        this.values = values;
        this.escape = escape;
    }

    /** {@code complete} tells whether every variable that counted had a value. */
    record Result(String text, boolean complete) {}

    static Result of(String text, Function<String, @Nullable String> values, char escape) {
        Expansion expansion = new Expansion(values, escape);
        String result = expansion.new Reader(text, 0).read(text.length());
        return new Result(result, expansion.complete && result.length() < MAX_LENGTH);
    }

    private final class Reader {
        private final String text;
        private final int depth;
        private int at;

        Reader(String text, int depth) {
            this.text = text;
            this.depth = depth;
        }

        String read(int end) {
            StringBuilder result = new StringBuilder();
            boolean doubleQuoted = false;
            while (at < end && result.length() < MAX_LENGTH) {
                char unit = text.charAt(at++);
                if (unit == escape && at < end) {
                    result.append(text.charAt(at++));
                } else if (unit == '"') {
                    doubleQuoted = !doubleQuoted;
                } else if (unit == '\'' && !doubleQuoted) {
                    int close = text.indexOf('\'', at);
                    int stop = close < 0 || close > end ? end : close;
                    result.append(text, at, stop);
                    at = Math.min(end, stop + 1);
                } else if (unit == '$' && at < end) {
                    result.append(variable(end));
                } else {
                    result.append(unit);
                }
            }
            at = end;
            return result.length() > MAX_LENGTH ? result.substring(0, MAX_LENGTH) : result.toString();
        }

        private String variable(int end) {
            boolean braced = text.charAt(at) == '{';
            int start = braced ? at + 1 : at;
            int stop = start;
            while (stop < end && isNamePart(text.charAt(stop))) {
                stop++;
            }
            String name = text.substring(start, stop);
            if (name.isEmpty()) {
                return "$";
            }
            if (!braced) {
                at = stop;
                return value(name);
            }
            int close = closing(stop, end);
            if (close < 0) {
                complete = false;
                at = end;
                return "";
            }
            at = close + 1;
            return modified(name, stop, close);
        }

        private String modified(String name, int operator, int close) {
            @Nullable String value = values.apply(name);
            if (operator == close) {
                return value(name);
            }
            boolean colon = text.charAt(operator) == ':';
            int mark = colon ? operator + 1 : operator;
            if (mark >= close || depth >= MAX_DEPTH) {
                complete = false;
                return "";
            }
            boolean set = value != null && !(colon && value.isEmpty());
            return switch (text.charAt(mark)) {
                case '-' -> set && value != null ? value : word(mark + 1, close);
                case '+' -> set ? word(mark + 1, close) : "";
                case '?' -> value(name);
                default -> {
                    // Cutting and replacing patterns: what comes out is not guessed at.
                    complete = false;
                    yield value == null ? "" : value;
                }
            };
        }

        private String word(int from, int to) {
            Reader inner = new Reader(text.substring(from, to), depth + 1);
            return inner.read(inner.text.length());
        }

        private String value(String name) {
            String value = values.apply(name);
            if (value == null) {
                complete = false;
                return "";
            }
            return value;
        }

        private int closing(int from, int end) {
            int open = 1;
            int next = from;
            while (next < end) {
                char unit = text.charAt(next);
                if (unit == escape) {
                    next++;
                } else if (unit == '{' && text.charAt(next - 1) == '$') {
                    open++;
                } else if (unit == '}' && --open == 0) {
                    return next;
                }
                next++;
            }
            return -1;
        }
    }

    private static boolean isNamePart(char unit) {
        return unit == '_'
                || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9');
    }
}
