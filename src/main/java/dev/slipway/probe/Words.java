package dev.slipway.probe;

import java.util.ArrayList;
import java.util.List;

/** A command line cut into words as a shell would: quotes and backslashes count, nothing is expanded. */
public final class Words {
    private Words() {}

    /** A quote that is never closed lasts to the end. */
    public static List<String> of(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inside = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char character = command.charAt(i);
            if (quote != 0 && character == quote) {
                quote = 0;
            } else if (character == '\\' && quote != '\'' && i + 1 < command.length()) {
                word.append(command.charAt(++i));
            } else if (quote != 0) {
                word.append(character);
            } else if (character == '"' || character == '\'') {
                quote = character;
                inside = true;
            } else if (!Character.isWhitespace(character)) {
                word.append(character);
            } else if (inside || !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
                inside = false;
            }
        }
        if (inside || !word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
