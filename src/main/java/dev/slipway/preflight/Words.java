package dev.slipway.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits the text of an instruction. Every method takes one pass and no text makes it throw. */
public final class Words {
    private Words() {}

    public static List<String> atBlanks(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || Character.isWhitespace(text.charAt(i));
            if (blank && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }

    /** As a shell splits, with quotes and escapes left in place. */
    static List<String> quoted(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        int at = 0;
        while (at < text.length()) {
            char unit = text.charAt(at++);
            if (quote == 0 && Character.isWhitespace(unit)) {
                if (open) {
                    words.add(word.toString());
                    word.setLength(0);
                    open = false;
                }
                continue;
            }
            open = true;
            word.append(unit);
            if (unit == escape && quote != '\'' && at < text.length()) {
                word.append(text.charAt(at++));
            } else if (quote == 0 && (unit == '"' || unit == '\'')) {
                quote = unit;
            } else if (unit == quote) {
                quote = 0;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }

    /** The members of a JSON array of strings, if the text is one. */
    public static Optional<List<String>> json(String text) {
        String array = text.strip();
        if (!array.startsWith("[") || !array.endsWith("]")) {
            return Optional.empty();
        }
        return new JsonStrings(array).read();
    }

    private static final class JsonStrings {
        private final String text;
        private int at = 1;

        JsonStrings(String text) {
            this.text = text;
        }

        Optional<List<String>> read() {
            List<String> members = new ArrayList<>();
            skipBlanks();
            if (text.charAt(at) == ']') {
                return at == text.length() - 1 ? Optional.of(members) : Optional.empty();
            }
            while (at < text.length()) {
                Optional<String> member = string();
                if (member.isEmpty()) {
                    return Optional.empty();
                }
                members.add(member.get());
                skipBlanks();
                if (at >= text.length()) {
                    return Optional.empty();
                }
                char unit = text.charAt(at++);
                if (unit == ']') {
                    return at == text.length() ? Optional.of(members) : Optional.empty();
                }
                if (unit != ',') {
                    return Optional.empty();
                }
                skipBlanks();
            }
            return Optional.empty();
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private Optional<String> string() {
            if (at >= text.length() || text.charAt(at) != '"') {
                return Optional.empty();
            }
            at++;
            StringBuilder value = new StringBuilder();
            while (at < text.length()) {
                char unit = text.charAt(at++);
                if (unit == '"') {
                    return Optional.of(value.toString());
                }
                if (unit < ' ') {
                    return Optional.empty();
                }
                if (unit != '\\') {
                    value.append(unit);
                } else if (!escaped(value)) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }

        private boolean escaped(StringBuilder value) {
            if (at >= text.length()) {
                return false;
            }
            char code = text.charAt(at++);
            switch (code) {
                case '"', '\\', '/' -> value.append(code);
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case 'u' -> {
                    int unit = 0;
                    for (int i = 0; i < 4; i++, at++) {
                        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
                        if (digit < 0) {
                            return false;
                        }
                        unit = unit * 16 + digit;
                    }
                    value.append((char) unit);
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
