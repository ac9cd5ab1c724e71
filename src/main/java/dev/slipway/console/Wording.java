package dev.slipway.console;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.StepStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The words and signs for the constants of a run, the same in every display. */
final class Wording {
    private Wording() {}

    static Line mark(ImageStatus status, Look look) {
        return switch (status) {
            case BUILT -> Line.of(Tone.GOOD, Glyph.PASSED.in(look));
            case CACHED -> Line.of(Tone.GOOD, Glyph.UNCHANGED.in(look));
            case DEGRADED -> Line.of(Tone.LOUD, Glyph.DEGRADED.in(look));
            case FAILED -> Line.of(Tone.BAD, Glyph.FAILED.in(look));
            case BLOCKED -> Line.of(Tone.FAINT, Glyph.BLOCKED.in(look));
            case CANCELLED -> Line.of(Tone.FAINT, Glyph.CANCELLED.in(look));
        };
    }

    static Line word(ImageStatus status) {
        return switch (status) {
            case BUILT -> Line.of(Tone.GOOD, "built");
            case CACHED -> Line.of(Tone.GOOD, "cached");
            case DEGRADED -> Line.of(Tone.LOUD, "DEGRADED");
            case FAILED -> Line.of(Tone.BAD, "failed");
            case BLOCKED -> Line.of(Tone.FAINT, "blocked");
            case CANCELLED -> Line.of(Tone.FAINT, "cancelled");
        };
    }

    static Line mark(StepStatus status, Look look) {
        return switch (status) {
            case PASSED -> Line.of(Tone.GOOD, Glyph.PASSED.in(look));
            case FAILED, ERRORED -> Line.of(Tone.BAD, Glyph.FAILED.in(look));
            case SKIPPED -> Line.of(Tone.FAINT, Glyph.SKIPPED.in(look));
        };
    }

    static Line verdict(Verdict verdict, Look look) {
        return switch (verdict) {
            case PROVEN -> Line.of(Tone.GOOD, Glyph.PASSED.in(look) + " PROVEN");
            case DEGRADED -> Line.of(Tone.LOUD, Glyph.DEGRADED.in(look) + " DEGRADED");
            case FAILED -> Line.of(Tone.BAD, Glyph.FAILED.in(look) + " FAILED");
            case INTERRUPTED -> Line.of(Tone.BAD, Glyph.CANCELLED.in(look) + " INTERRUPTED");
            case ENGINE_LOST -> Line.of(Tone.BAD, Glyph.FAILED.in(look) + " ENGINE LOST");
        };
    }

    /** What kind of failure it is, as a reader may dispute it. */
    static String nature(Nature nature) {
        return switch (nature) {
            case TRANSIENT -> "transient: the same attempt can pass later";
            case DETERMINISTIC -> "deterministic: the same attempt would fail again";
            case CONFIGURATION -> "configuration: the pipeline's files or credentials must change";
            case ENVIRONMENT -> "environment: the host or the engine must change";
            case UNKNOWN -> "unknown: no rule matched";
        };
    }

    /** {@code cv2 4.9.0, numpy 1.26.4}, by name: the events keep no order. */
    static String facts(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", "));
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
