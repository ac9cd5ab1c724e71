package dev.slipway.nightly;

import dev.slipway.drift.Drift;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What one night changed, and somebody may want to be told of. */
public sealed interface Transition {
    Subject subject();

    /** It worked, or was never seen, and fails now. */
    record NewFailure(Subject subject, Trouble trouble) implements Transition {}

    /** It failed before, as {@code before} has it, and fails in another way now. */
    record FailsOtherwise(Subject subject, Trouble trouble, Trouble before) implements Transition {}

    record Recovered(Subject subject, int nights, Instant since) implements Transition {}

    /** It works by {@code variant} now. It had failed for so many {@code nights} before, 0 when it was good. */
    record Degraded(Subject subject, String variant, Trouble trouble, int nights) implements Transition {}

    /** It works by its preferred variant again, after so many nights of being degraded. */
    record ClimbedBack(Subject subject, int nights, Instant since) implements Transition {}

    /** It has been degraded for as many nights as the pipeline bears; from now on the nights have failed. */
    record DebtDue(Subject subject, String variant, int nights, Instant since, Trouble trouble) implements Transition {}

    /** It is good, from the same inputs, and yet another thing than the last time. */
    record Drifted(Subject subject, Drift drift) implements Transition {}

    /** No good night since {@code since}, which is the last one, or the first night of all. */
    record Stale(Subject subject, Instant since, boolean everGood) implements Transition {}

    /** Nights that were due and did not happen. {@code why} is empty where nobody knows. */
    record Missed(Subject subject, List<LocalDate> days, String why) implements Transition {
        public Missed {
            days = List.copyOf(days);
        }
    }

    record SpareBroken(Subject subject, Trouble trouble) implements Transition {}

    record SpareMended(Subject subject, int nights, Instant since) implements Transition {}

    /** The night died. {@code seen} says how far it had come. */
    record CutOff(Subject subject, String seen) implements Transition {}

    /** Nothing was known before. It is told, and no notice. */
    record FirstNight(Subject subject) implements Transition {}

    /** Its word in pipeline files and notices. */
    default String kind() {
        return switch (this) {
            case NewFailure it -> "new-failure";
            case FailsOtherwise it -> "fails-otherwise";
            case Recovered it -> "recovered";
            case Degraded it -> "degraded";
            case ClimbedBack it -> "climbed-back";
            case DebtDue it -> "debt-due";
            case Drifted it -> "drifted";
            case Stale it -> "stale";
            case Missed it -> "missed";
            case SpareBroken it -> "spare-broken";
            case SpareMended it -> "spare-mended";
            case CutOff it -> "cut-off";
            case FirstNight it -> "first-night";
        };
    }

    /** Whether it is worth a notice. */
    default boolean told() {
        return !(this instanceof FirstNight);
    }
}
