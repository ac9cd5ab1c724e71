package dev.slipway.dotenv;

import dev.slipway.model.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an env file gives, in the order of its lines. Of two lines for one name the later counts. Values may be secrets:
 * no mistake repeats one, and the text of this record holds none.
 *
 * @param file as whoever named it did
 */
public record EnvFile(String file, Map<String, Line> lines) {
    /** More than any that a person writes. */
    private static final int LARGEST = 1024 * 1024;

    public EnvFile {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    /** A value and the line that its name stands in, counted from 1. */
    public record Line(String value, int number) {
        @Override
        public String toString() {
            return "line " + number;
        }
    }

    /** What came of reading. */
    public sealed interface Reading {
        record Read(EnvFile file) implements Reading {}

        /** At least one mistake, in the order of the lines. */
        record Refused(List<Mistake> mistakes) implements Reading {
            public Refused {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** One mistake of whoever wrote the file. The advice, a sentence of its own, may be empty. */
    public record Mistake(Origin origin, String sentence, String advice) {
        @Override
        public String toString() {
            return origin + ": " + sentence + (advice.isEmpty() ? "" : ". " + advice);
        }
    }

    /**
     * Reads a file of at most 1 MiB in UTF-8.
     *
     * @param shown how mistakes name the file
     */
    public static Reading read(Path file, String shown) {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException absent) {
            return refused(shown, "there is no such file");
        } catch (AccessDeniedException denied) {
            return refused(shown, "the file may not be read by this user");
        } catch (IOException broken) {
            return refused(shown, "reading the file failed: " + broken.getMessage());
        }
        if (bytes.length > LARGEST) {
            return refused(shown, "is larger than 1 MiB, the most that an env file may have");
        }
        try {
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    shown);
        } catch (CharacterCodingException foreign) {
            return refused(shown, "is not UTF-8");
        }
    }

    private static Reading refused(String shown, String sentence) {
        return new Reading.Refused(List.of(new Mistake(Origin.whole(shown), sentence, "")));
    }

    /** Reads text as if it stood in the file. */
    public static Reading parse(String text, String shown) {
        return new EnvText(text, shown).read();
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(lines.get(name)).map(Line::value);
    }

    /** The names with their values. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        lines.forEach((name, line) -> values.put(name, line.value()));
        return values;
    }
}
