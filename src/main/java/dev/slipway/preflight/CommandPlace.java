package dev.slipway.preflight;

import java.util.List;
import java.util.Optional;

/** Finds a call in the text of its instruction, where it stands with quotes, with variables, or over several lines. */
final class CommandPlace {
    private final String text;
    private int at;

    private CommandPlace(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The offset of the first place where the words stand one after the other. */
    static Optional<Integer> find(String text, List<String> call) {
        if (call.isEmpty() || call.getFirst().isEmpty()) {
            return Optional.empty();
        }
        String program = call.getFirst();
        int from = text.indexOf(program);
        while (from >= 0) {
            boolean begins = from == 0 || "./-_=".indexOf(text.charAt(from - 1)) < 0;
            boolean inWord = from > 0 && Character.isLetterOrDigit(text.charAt(from - 1));
            if (begins && !inWord && new CommandPlace(text, from).matches(call)) {
                return Optional.of(from);
            }
            from = text.indexOf(program, from + 1);
        }
        return Optional.empty();
    }

    /** A variable may stand for any number of words: from there on everything is taken. */
    private boolean matches(List<String> call) {
        for (String word : call) {
            String written = next();
            while (written.indexOf('>') == 0 || written.matches("[0-9]>.*")) {
                written = next();
            }
            if (!written.equals(word) && written.indexOf('$') >= 0) {
                return true;
            }
            if (!written.startsWith(word) || !written.substring(word.length()).matches("[;&|)]*")) {
                return false;
            }
        }
        return true;
    }

    /** The next word without its quotes; a line that goes on is no end. */
    private String next() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || continues())) {
            at++;
        }
        StringBuilder word = new StringBuilder();
        char quote = 0;
        while (at < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(at))) && !continues()) {
            char unit = text.charAt(at++);
            if (quote == 0 && (unit == '"' || unit == '\'')) {
                quote = unit;
            } else if (unit == quote) {
                quote = 0;
            } else {
                word.append(unit);
            }
        }
        return word.toString();
    }

    private boolean continues() {
        return text.charAt(at) == '\\'
                && text.substring(at + 1, Math.min(text.length(), at + 3)).matches("\r?\n.?|");
    }
}
