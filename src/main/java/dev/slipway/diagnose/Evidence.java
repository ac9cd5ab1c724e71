package dev.slipway.diagnose;

import dev.slipway.model.MemoryLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a failure before anyone judges it. {@code subject} is the failing step as people name it
 * ({@code [builder 3/5] RUN pip install …}, {@code import cv2}); {@code message} what the engine or the probe said;
 * {@code lines} the output of that very step, as it came, oldest first; {@code place} the Dockerfile, with
 * the line behind a colon where it is known; {@code memory} the limit that the pipeline sets for its container, which tells
 * a kill at that limit from one for want of the machine's memory.
 */
public record Evidence(
        Phase phase,
        String subject,
        @Nullable Integer exit,
        Ending ending,
        String message,
        List<String> lines,
        @Nullable String place,
        @Nullable MemoryLimit memory) {
    public Evidence {
        lines = List.copyOf(lines);
    }

    /** Of something whose memory nobody has limited. */
    public Evidence(
            Phase phase,
            String subject,
            @Nullable Integer exit,
            Ending ending,
            String message,
            List<String> lines,
            @Nullable String place) {
        this(phase, subject, exit, ending, message, lines, place, null);
    }

    /** The same of something that had that limit. */
    public Evidence within(Optional<MemoryLimit> limit) {
        return new Evidence(phase, subject, exit, ending, message, lines, place, limit.orElse(null));
    }

    public Optional<Integer> exitCode() {
        return Optional.ofNullable(exit);
    }

    public Optional<String> where() {
        return Optional.ofNullable(place);
    }

    /** What rules may say and no line tells: {@code limit} and {@code whose}, where the memory was limited. */
    Map<String, String> words() {
        return memory == null ? Map.of() : Map.of("limit", memory.size(), "whose", memory.whose());
    }

    /** The same failure in other words, for whoever hides some. */
    public Evidence saying(String otherSubject, String otherMessage, List<String> otherLines) {
        return new Evidence(phase, otherSubject, exit, ending, otherMessage, otherLines, place, memory);
    }

    /** How the failing thing came to its end. */
    public enum Ending {
        /** By itself. */
        ITSELF,
        /** The kernel killed it for want of memory: of that within its limit if it had one, else of the machine's. */
        OUT_OF_MEMORY,
        /** We ended it: it had said nothing for longer than its idle limit. */
        IDLE_LIMIT,
        /** We ended it: its total time was over. */
        TOTAL_LIMIT,
        /** Nobody can say: the engine went away or no longer answers. */
        ENGINE_LOST
    }
}
