package dev.slipway.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text of a Dockerfile, line by line: the directives at its top, then whole instructions with their continuation
 * lines joined and comments within them left out.
 */
final class DockerfileLines {
    private final List<String> lines = new ArrayList<>();
    private char escape = '\\';
    private Optional<String> syntax = Optional.empty();
    private int at;

    DockerfileLines(String text) {
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
            lines.add(text.substring(start, carriageReturn ? end - 1 : end));
            start = end + 1;
        }
        directives();
    }

    private void directives() {
        for (String line : lines) {
            String comment = line.strip();
            int equals = comment.indexOf('=');
            if (!comment.startsWith("#") || equals < 0) {
                return;
            }
            String value = comment.substring(equals + 1).strip();
            switch (comment.substring(1, equals).strip().toLowerCase(Locale.ROOT)) {
                case "escape" -> escape = value.equals("`") ? '`' : '\\';
                case "syntax" -> syntax = value.isEmpty() ? syntax : Optional.of(value);
                case "check" -> {}
                default -> {
                    return;
                }
            }
        }
    }

    char escape() {
        return escape;
    }

    Optional<String> syntax() {
        return syntax;
    }

    List<String> all() {
        return lines;
    }

    record Joined(String text, int first, int last) {}

    /** The next instruction, or empty at the end. */
    Optional<Joined> next() {
        while (at < lines.size() && isBlankOrComment(lines.get(at))) {
            at++;
        }
        if (at >= lines.size()) {
            return Optional.empty();
        }
        int first = at + 1;
        int last = first;
        StringBuilder text = new StringBuilder();
        boolean more = true;
        while (more && at < lines.size()) {
            String line = lines.get(at++);
            if (!text.isEmpty() && isBlankOrComment(line)) {
                continue;
            }
            last = at;
            int cut = continuation(line);
            more = cut >= 0;
            text.append(more ? line.substring(0, cut) : line);
        }
        return Optional.of(new Joined(text.toString().strip(), first, last));
    }

    /** The lines of a document up to its closing word, or empty if it is never closed. */
    Optional<String> heredoc(String name, boolean chomp) {
        StringBuilder body = new StringBuilder();
        while (at < lines.size()) {
            String line = lines.get(at++);
            String plain = chomp ? line.substring(leadingTabs(line)) : line;
            if (plain.equals(name)) {
                return Optional.of(body.toString());
            }
            body.append(plain).append('\n');
        }
        return Optional.empty();
    }

    int lastRead() {
        return at;
    }

    private static int leadingTabs(String line) {
        int tabs = 0;
        while (tabs < line.length() && line.charAt(tabs) == '\t') {
            tabs++;
        }
        return tabs;
    }

    private static boolean isBlankOrComment(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    /** Where the escape that continues this line stands, or -1. A doubled escape continues nothing. */
    private int continuation(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean continues = end > 0 && line.charAt(end - 1) == escape && !(end > 1 && line.charAt(end - 2) == escape);
        return continues ? end - 1 : -1;
    }
}
