package dev.slipway.preflight.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On which line each value of a TOML document begins, by its path: {@code [tool, poetry, dependencies, numpy]}, members of
 * a list by their number. The text must be TOML; of another one some lines are missing or wrong. One pass.
 */
final class TomlPlaces {
    private final String text;
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private final Map<List<String>, Integer> tables = new HashMap<>();
    private int at;
    private int line = 1;

    private TomlPlaces(String text) {
        this.text = text;
    }

    static TomlPlaces of(String text) {
        TomlPlaces places = new TomlPlaces(text);
        places.document();
        return places;
    }

    /** The line of the nearest thing around it that is known, the first line at worst. */
    int line(List<String> path) {
        for (int length = path.size(); length > 0; length--) {
            Integer line = lines.get(path.subList(0, length));
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private void document() {
        List<String> table = List.of();
        skip(true);
        while (at < text.length()) {
            if (peek() == '[') {
                boolean list = text.startsWith("[[", at);
                at += list ? 2 : 1;
                table = key(List.of());
                if (list) {
                    table = with(table, Integer.toString(tables.merge(table, 1, Integer::sum) - 1));
                }
                mark(table);
                at = Math.min(text.length(), at + (list ? 2 : 1));
            } else {
                pair(table);
            }
            skip(true);
        }
    }

    private void pair(List<String> table) {
        int start = at;
        List<String> path = key(table);
        mark(path);
        if (peek() == '=') {
            at++;
            skip(false);
            value(path);
        }
        at = Math.max(at, start + 1);
    }

    /** A path as it is written before {@code =} or {@code ]}. */
    private List<String> key(List<String> table) {
        List<String> path = new ArrayList<>(table);
        while (at < text.length()) {
            skip(false);
            path.add(peek() == '"' || peek() == '\'' ? string() : bare("=.]"));
            skip(false);
            if (peek() != '.') {
                break;
            }
            at++;
        }
        return List.copyOf(path);
    }

    private void value(List<String> path) {
        mark(path);
        switch (peek()) {
            case '"', '\'' -> string();
            case '[' -> {
                at++;
                skip(true);
                for (int member = 0; at < text.length() && peek() != ']'; member++) {
                    int start = at;
                    value(with(path, Integer.toString(member)));
                    at = Math.max(at, start + 1);
                    separator();
                }
                at++;
            }
            case '{' -> {
                at++;
                skip(true);
                while (at < text.length() && peek() != '}') {
                    pair(path);
                    separator();
                }
                at++;
            }
            default -> bare(",]}");
        }
    }

    private void separator() {
        skip(true);
        if (peek() == ',') {
            at++;
            skip(true);
        }
    }

    /** A word without quotes: a key, a number, a date. */
    private String bare(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(peek()) < 0 && "# \t\r\n".indexOf(peek()) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Without its quotes; escapes are left as they are, which keys of packages do not have. */
    private String string() {
        char quote = peek();
        String three = String.valueOf(quote).repeat(3);
        String end = text.startsWith(three, at) ? three : String.valueOf(quote);
        at += end.length();
        int start = at;
        while (at < text.length() && !text.startsWith(end, at)) {
            if (quote == '"' && peek() == '\\') {
                step();
            }
            step();
        }
        String inside = text.substring(start, Math.min(at, text.length()));
        at = Math.min(text.length(), at + end.length());
        while (end.length() > 1 && peek() == quote) {
            at++;
        }
        return inside;
    }

    /** Over blanks, and where lines may end also over these and comments. */
    private void skip(boolean ends) {
        while (at < text.length()) {
            char unit = peek();
            if (unit == '#' && ends) {
                while (at < text.length() && peek() != '\n') {
                    at++;
                }
            } else if (unit == ' ' || unit == '\t' || (ends && (unit == '\n' || unit == '\r'))) {
                step();
            } else {
                return;
            }
        }
    }

    private void step() {
        if (at < text.length() && text.charAt(at++) == '\n') {
            line++;
        }
    }

    /** NUL at the end, which TOML does not have. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void mark(List<String> path) {
        lines.putIfAbsent(path, line);
    }

    private static List<String> with(List<String> path, String last) {
        List<String> longer = new ArrayList<>(path);
        longer.add(last);
        return List.copyOf(longer);
    }
}
