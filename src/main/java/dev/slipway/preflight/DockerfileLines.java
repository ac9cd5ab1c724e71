package dev.slipway.preflight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a Dockerfile, line by line: the directives at its top, then whole instructions with their continuation
 * lines joined and comments within them left out.
 */
final class DockerfileLines {
    private static final Set<String> DIRECTIVES = Set.of("escape", "syntax", "check");
    private static final int LONGEST_LINE = 65_535;

    private final List<String> lines = new ArrayList<>();
    private char escape = '\\';
    private Optional<String> syntax = Optional.empty();
    private final List<Wrong> problems = new ArrayList<>();
    private int at;

    DockerfileLines(String text) {
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
            lines.add(text.substring(start, carriageReturn ? end - 1 : end));
            if (end - start >= LONGEST_LINE) {
                problems.add(new Wrong(lines.size(), "the line is longer than %d bytes.".formatted(LONGEST_LINE)));
            }
            start = end + 1;
        }
        directives();
    }

    private void directives() {
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String line : lines) {
            number++;
            String comment = line.strip();
            int equals = comment.indexOf('=');
            if (!comment.startsWith("#") || equals < 0) {
                return;
            }
            String value = comment.substring(equals + 1).strip();
            String name = comment.substring(1, equals).strip().toLowerCase(Locale.ROOT);
            if (value.isEmpty() || !DIRECTIVES.contains(name)) {
                return;
            }
            if (!seen.add(name)) {
                problems.add(new Wrong(number, "the directive '%s' stands there twice.".formatted(name)));
                return;
            }
            switch (name) {
                case "escape" -> escape(value, number);
                case "syntax" -> syntax = Optional.of(value);
                default -> {}
            }
        }
    }

    private void escape(String value, int line) {
        if (value.equals("`") || value.equals("\\")) {
            escape = value.charAt(0);
        } else {
            problems.add(new Wrong(line, "the escape directive takes '`' or '\\', nothing else."));
        }
    }

    /** Lines that no builder takes, whatever stands on them. */
    List<Wrong> problems() {
        return problems;
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

    record Wrong(int line, String sentence) {}

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
            if (at > first && isBlankOrComment(line)) {
                continue;
            }
            last = at;
            int cut = continuation(line);
            more = cut >= 0;
            text.append(more ? line.substring(0, cut) : line);
        }
        String joined = text.toString().strip();
        return joined.isEmpty() ? next() : Optional.of(new Joined(joined, first, last));
    }

    /** Whether a line from here on would close a document. */
    boolean hasLine(String name, boolean chomp) {
        for (int i = at; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.endsWith(name) && (chomp ? line.substring(leadingTabs(line)) : line).equals(name)) {
                return true;
            }
        }
        return false;
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
