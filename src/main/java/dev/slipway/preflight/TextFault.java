package dev.slipway.preflight;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Where a file stops being what its name says, and why, in words that go on after the file's name. */
public record TextFault(int line, int column, String sentence) {
    private static final String MERGE = "<<<<<<< ";

    /** Empty for text. What could not be decoded has become U+FFFD. */
    public static Optional<TextFault> inText(String text) {
        int line = 1;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit == 0 || unit == '\uFFFD') {
                return Optional.of(new TextFault(line, at - start + 1, "is not text in the encoding UTF-8"));
            }
            if (unit == '\n') {
                line++;
                start = at + 1;
            }
        }
        return Optional.empty();
    }

    /** Empty where no line is one that git leaves for two versions that it could not make one of. */
    public static Optional<TextFault> ofMerge(String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.startsWith(MERGE)) {
                return Optional.of(new TextFault(number, 1, "has the marks of a merge that was never finished"));
            }
        }
        return Optional.empty();
    }

    /** Empty for a JSON or TOML document, whichever the mapper reads, that is an object. {@code form} names it. */
    public static Optional<TextFault> inTree(String text, ObjectMapper mapper, String form) {
        try {
            JsonNode tree = mapper.readTree(text);
            return tree.isObject() ? Optional.empty() : Optional.of(new TextFault(1, 1, "is no " + form));
        } catch (JsonProcessingException fault) {
            JsonLocation place = fault.getLocation();
            int line = place == null ? 1 : Math.max(1, place.getLineNr());
            int column = place == null ? 1 : Math.max(1, place.getColumnNr());
            return Optional.of(new TextFault(line, column, "is no " + form));
        }
    }
}
