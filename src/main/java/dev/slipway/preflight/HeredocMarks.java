package dev.slipway.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where a line announces documents: {@code <<EOF}, {@code 3<<-EOF}, {@code <<'E O F'}, {@code << EOF}. */
final class HeredocMarks {
    private HeredocMarks() {}

    /** {@code loose} marks have blanks after the arrows, which engines before 24 do not take for a document. */
    record Mark(String name, boolean chomp, boolean loose) {}

    static List<Mark> in(String text) {
        List<Mark> marks = new ArrayList<>();
        for (String word : words(text)) {
            read(word).ifPresent(marks::add);
        }
        return marks;
    }

    static boolean isMark(String word) {
        return read(word).isPresent();
    }

    private static Optional<Mark> read(String word) {
        int at = 0;
        while (at < word.length() && Character.isDigit(word.charAt(at))) {
            at++;
        }
        if (!word.startsWith("<<", at)) {
            return Optional.empty();
        }
        at += 2;
        boolean chomp = word.startsWith("-", at);
        String rest = word.substring(chomp ? at + 1 : at);
        String name = rest.stripLeading();
        if (name.isEmpty() || name.indexOf('<') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Mark(unquoted(name), chomp, name.length() < rest.length()));
    }

    /** As a shell splits, quotes kept, but that blanks after two arrows belong to the word. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char unit = text.charAt(at++);
            if (Character.isWhitespace(unit)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                continue;
            }
            word.append(unit);
            if (unit == '\\' && at < text.length()) {
                word.append(text.charAt(at++));
            } else if (unit == '"' || unit == '\'') {
                at = quoted(text, at, unit, word);
            } else if (unit == '<' && at < text.length() && text.charAt(at) == '<') {
                word.append(text.charAt(at++));
                boolean chomp = at < text.length() && text.charAt(at) == '-';
                if (chomp) {
                    word.append(text.charAt(at++));
                }
                while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                    word.append(text.charAt(at++));
                }
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static int quoted(String text, int start, char quote, StringBuilder word) {
        int at = start;
        while (at < text.length()) {
            char unit = text.charAt(at++);
            word.append(unit);
            if (unit == quote) {
                break;
            }
            if (unit == '\\' && quote == '"' && at < text.length()) {
                word.append(text.charAt(at++));
            }
        }
        return at;
    }

    private static String unquoted(String word) {
        StringBuilder plain = new StringBuilder();
        char quote = 0;
        int at = 0;
        while (at < word.length()) {
            char unit = word.charAt(at++);
            if (unit == quote) {
                quote = 0;
            } else if (quote == 0 && (unit == '"' || unit == '\'')) {
                quote = unit;
            } else if (unit == '\\' && quote != '\'' && at < word.length()) {
                plain.append(word.charAt(at++));
            } else {
                plain.append(unit);
            }
        }
        return plain.toString();
    }
}
