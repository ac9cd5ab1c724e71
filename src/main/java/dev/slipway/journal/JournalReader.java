package dev.slipway.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a journal again. Events and fields of later versions are passed over, and so is a line that a killed writer left
 * torn: what was proven before it stays proven.
 */
public final class JournalReader {
    private JournalReader() {}

    /** What was met on the way: events told, lines of an unknown kind, lines that are not whole. */
    public record Reading(int told, int unknown, int torn) {}

    /** The story in the journal. */
    public static RunStory story(Path path) {
        StoryListener listener = new StoryListener();
        tell(path, listener);
        return listener.story();
    }

    /** How the journal begins; empty when that cannot be read. */
    public static Optional<RunEvent> first(Path path) {
        try (Reader characters = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(characters)) {
            String line = lines.readLine();
            return line == null ? Optional.empty() : EventJson.read(line);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Tells the listener every event, in order, one at a time in memory. */
    public static Reading tell(Path path, RunListener listener) {
        // A torn line can end inside a character; the lenient decoder leaves it to the JSON parser to refuse it.
        try (Reader characters = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(characters)) {
            return tell(lines, listener);
        } catch (IOException refused) {
            throw new UncheckedIOException("reading the journal " + path + ": " + refused, refused);
        }
    }

    private static Reading tell(BufferedReader lines, RunListener listener) throws IOException {
        int told = 0;
        int unknown = 0;
        int torn = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            try {
                Optional<RunEvent> event = EventJson.read(line);
                event.ifPresent(listener::on);
                told += event.isPresent() ? 1 : 0;
                unknown += event.isPresent() ? 0 : 1;
            } catch (JsonProcessingException notWhole) {
                torn++;
            }
        }
        return new Reading(told, unknown, torn);
    }
}
