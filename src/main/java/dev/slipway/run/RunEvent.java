package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The story of a run. Facts in the past tense; each {@link Start} has exactly one {@link End} with the same span, under
 * cancellation too, and a span ends after all spans inside it. Spans nest by their names:
 *
 * <pre>
 * run                                  RunStarted … RunEnded
 * ├── base/python:3.11-slim            BaseStarted … BaseEnded
 * ├── image/worker                     ImageStarted … ImageEnded
 * │   ├── image/worker/full#1          AttemptStarted … AttemptEnded
 * │   │   ├── image/worker/full#1/build          StepStarted … StepEnded
 * │   │   │   └── image/worker/full#1/build/3    StepStarted … StepEnded   (kind LAYER)
 * │   │   ├── image/worker/full#1/service.redis  …
 * │   │   ├── image/worker/full#1/preload.models …
 * │   │   ├── (InventoryTaken, a point)
 * │   │   └── image/worker/full#1/check.1        …
 * │   └── (RetryScheduled, FellBack between attempts)
 * ├── remote/index.example:8080        (RemoteAvoided, RemoteAnswered: points, no span)
 * ├── stack/1                          StackCheckStarted … StackCheckEnded, its services and steps inside
 * └── promotion                        PromotionStarted … PromotionEnded
 * </pre>
 */
public sealed interface RunEvent {
    Instant at();

    /** Which part of the story it belongs to; see the tree above. */
    String span();

    /** Opens a span. */
    sealed interface Start extends RunEvent {}

    /** Closes a span. {@code took} is measured on the monotonic clock. */
    sealed interface End extends RunEvent {
        Duration took();
    }

    /**
     * {@code images} in plan order. {@code engine} as in {@code Docker Engine 20.10.24 (BuildKit) at unix:///…}. Journals
     * of earlier versions tell no {@code provenance}.
     */
    record RunStarted(
            Instant at,
            String span,
            String run,
            String command,
            String pipeline,
            String engine,
            List<PlannedImage> images,
            @Nullable Provenance provenance)
            implements Start {
        public RunStarted {
            images = List.copyOf(images);
        }
    }

    /** One image of the plan: what is to be done with it, and why. */
    record PlannedImage(String name, String action, String cause, List<String> variants, List<String> needs) {
        public PlannedImage {
            variants = List.copyOf(variants);
            needs = List.copyOf(needs);
        }
    }

    record RunEnded(Instant at, String span, Duration took, Verdict verdict, String summary) implements End {}

    /** How a run ended as a whole. */
    enum Verdict {
        PROVEN,
        DEGRADED,
        FAILED,
        INTERRUPTED,
        /** The engine went away. */
        ENGINE_LOST
    }

    record BaseStarted(Instant at, String span, String reference) implements Start {}

    /**
     * {@code how}: present, pulled, provided, failed. {@code standIn} is empty unless the base stands in for another.
     * {@code id} is the engine's own of what the reference stood for, and absent where there was nothing.
     */
    record BaseEnded(
            Instant at,
            String span,
            Duration took,
            String reference,
            String how,
            String standIn,
            @Nullable Diagnosis why,
            @Nullable String id)
            implements End {}

    record ImageStarted(Instant at, String span, String image, String cause) implements Start {}

    /**
     * {@code variant}, {@code id} and {@code bytes} belong to the working image, if there is one; {@code reason} says
     * why not, or why degraded.
     */
    record ImageEnded(
            Instant at, String span, Duration took, String image, ImageStatus status, Result result, String reason)
            implements End {}

    /** The working image of a proven promise; empty strings and 0 where there is none. */
    record Result(String variant, String id, long bytes) {
        public static final Result NONE = new Result("", "", 0);
    }

    /** {@code fingerprint} names what it is made from, as on the image's label; absent where that could not be known. */
    record AttemptStarted(
            Instant at, String span, String image, String variant, int number, @Nullable String fingerprint)
            implements Start {}

    /** {@code why} is null when it passed; {@code log} is the file with the whole output. */
    record AttemptEnded(
            Instant at,
            String span,
            Duration took,
            String image,
            StepStatus status,
            @Nullable Diagnosis why,
            String log)
            implements End {}

    record StepStarted(Instant at, String span, StepKind kind, String title) implements Start {}

    /** {@code detail} is a short fact worth a line; {@code facts} are measured values by name, with their unit in the name. */
    record StepEnded(
            Instant at, String span, Duration took, StepStatus status, String detail, Map<String, String> facts)
            implements End {
        public StepEnded {
            facts = Map.copyOf(facts);
        }
    }

    /** What an image that was built holds, seen before it was asked anything; {@code span} is its attempt's. */
    record InventoryTaken(Instant at, String span, String image, String variant, Inventory inventory)
            implements RunEvent {}

    /** How far a step is. {@code total} is 0 where nobody knows; {@code text} is for people. Not kept in the journal. */
    record StepProgressed(Instant at, String span, String text, long current, long total) implements RunEvent {}

    /** A line that a step printed, cleaned of escapes. Not kept in the journal: it is in the attempt's log file. */
    record StepPrinted(Instant at, String span, String line) implements RunEvent {}

    /** The same variant is tried again after {@code delay}. */
    record RetryScheduled(
            Instant at, String span, String image, String variant, int next, Duration delay, String because)
            implements RunEvent {}

    /** The next rung is tried. */
    record FellBack(Instant at, String span, String image, String from, String to, String because)
            implements RunEvent {}

    /**
     * A remote failed so often in a row that nobody asks it for {@code pause}; then one image asks on behalf of all. {@code
     * by} is the image whose failure was the last one, {@code because} its category.
     */
    record RemoteAvoided(
            Instant at, String span, String remote, int failures, String by, String because, Duration pause)
            implements RunEvent {}

    /** A remote that was left alone has answered {@code image}, and is asked freely again. */
    record RemoteAnswered(Instant at, String span, String remote, String image) implements RunEvent {}

    record StackCheckStarted(Instant at, String span, String name) implements Start {}

    record StackCheckEnded(
            Instant at, String span, Duration took, StepStatus status, String detail, @Nullable Diagnosis why)
            implements End {}

    record PromotionStarted(Instant at, String span) implements Start {}

    /** {@code moved} are the tags that now point at this run's images; {@code withheld} says why the others do not. */
    record PromotionEnded(Instant at, String span, Duration took, List<String> moved, String withheld) implements End {
        public PromotionEnded {
            moved = List.copyOf(moved);
        }
    }

    /** Something the user should know that belongs to no step: a swept left-over, a warning of the builder. */
    record Noticed(Instant at, String span, Level level, String text) implements RunEvent {}

    /** How loud a notice is. */
    enum Level {
        INFO,
        WARNING
    }
}
