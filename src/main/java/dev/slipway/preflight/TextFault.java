package dev.slipway.preflight;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a file stops being what its name says, and why, in words that go on after the file's name. */
public record TextFault(int line, int column, String sentence) {
    private static final String MERGE = "<<<<<<< ";

    /** Empty for text in UTF-8, with its mark or without, in which no byte is zero. */
    public static Optional<TextFault> inUtf8(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean decoded = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), text, true)
                .isError();
        String read = text.flip().toString();
        int zero = read.indexOf(0);
        if (decoded && zero < 0) {
            return Optional.empty();
        }
        String before = read.substring(0, zero < 0 ? read.length() : zero);
        int line = 1 + (int) before.chars().filter(unit -> unit == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return Optional.of(new TextFault(line, column, "is not text in the encoding UTF-8"));
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

    /** Without the mark that may stand before the first character. */
    public static String unmarked(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
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
