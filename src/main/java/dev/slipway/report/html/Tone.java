package dev.slipway.report.html;

import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.StepStatus;
import java.util.Optional;

/** How good something is, told by a mark and a word beside the colour. */
enum Tone {
    GOOD("good", "✓"),
    WARNED("warned", "▲"),
    BAD("bad", "✗"),
    MISSED("missed", "◇"),
    QUIET("quiet", "○"),
    LIVE("live", "◌");

    private final String style;
    private final String mark;

    Tone(String style, String mark) {
        this.style = style;
        this.mark = mark;
    }

    /** The class of the style sheet. */
    String style() {
        return style;
    }

    String mark() {
        return mark;
    }

    static Tone of(Ending ending) {
        return switch (ending) {
            case PROVEN -> GOOD;
            case DEGRADED -> WARNED;
            case FAILED, ENGINE_LOST -> BAD;
            case INTERRUPTED, CUT_OFF -> QUIET;
            case RUNNING -> LIVE;
        };
    }

    static Tone of(ImageStatus status) {
        return switch (status) {
            case BUILT, CACHED -> GOOD;
            case DEGRADED -> WARNED;
            case FAILED -> BAD;
            case BLOCKED, CANCELLED -> QUIET;
        };
    }

    static Tone of(StepStatus status) {
        return switch (status) {
            case PASSED -> GOOD;
            case FAILED, ERRORED -> BAD;
            case SKIPPED -> QUIET;
        };
    }

    /** A word in a tone. */
    record Badge(Tone tone, String word) {
        static Badge of(Ending ending) {
            String word =
                    switch (ending) {
                        case PROVEN -> "proven";
                        case DEGRADED -> "degraded";
                        case FAILED -> "failed";
                        case INTERRUPTED -> "interrupted";
                        case ENGINE_LOST -> "engine lost";
                        case CUT_OFF -> "cut off";
                        case RUNNING -> "at work";
                    };
            return new Badge(Tone.of(ending), word);
        }

        /** An image without an end is being worked on, or never will be any more. */
        static Badge of(Optional<ImageStatus> status, boolean alive) {
            return status.map(Badge::of).orElseGet(() -> unended(alive));
        }

        private static Badge of(ImageStatus status) {
            String word =
                    switch (status) {
                        case BUILT -> "built";
                        case CACHED -> "unchanged";
                        case DEGRADED -> "degraded";
                        case FAILED -> "failed";
                        case BLOCKED -> "blocked";
                        case CANCELLED -> "cancelled";
                    };
            return new Badge(Tone.of(status), word);
        }

        static Badge ofStep(Optional<StepStatus> status, boolean alive) {
            return status.map(Badge::ofStep).orElseGet(() -> unended(alive));
        }

        private static Badge ofStep(StepStatus status) {
            String word =
                    switch (status) {
                        case PASSED -> "passed";
                        case FAILED -> "failed";
                        case ERRORED -> "no answer";
                        case SKIPPED -> "skipped";
                    };
            return new Badge(Tone.of(status), word);
        }

        private static Badge unended(boolean alive) {
            return alive ? new Badge(LIVE, "at work") : new Badge(QUIET, "not ended");
        }
    }
}
