package dev.slipway.past;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Earlier runs, as far as they are remembered. Every answer is bounded and comes from what was folded when the port was
 * opened; a run that is at work now is in it as far as it had been told.
 *
 * <p>Thread rule: of one thread at a time. Errors: {@link PastException}, when what is remembered cannot be read.
 */
public interface Past {
    /** Of the pipeline, or of all when the name is empty; the newest first, by when they began. */
    List<PastRun> runs(String pipeline, int atMost);

    /**
     * The nightly runs of the pipeline, the newest first, by when they began: those of this home alone, though several may
     * share what is remembered. Each home has its own nights, and tells of no other's.
     */
    List<PastRun> nights(String pipeline, int atMost);

    Optional<PastRun> run(String id);

    /** What went into the last attempt of an image in a run; empty when there was none, or nothing is known of it. */
    Optional<Bill> bill(String run, String image);

    /**
     * What went into an image when it was last good: in the newest run that began before {@code run} and ended with the
     * image built, not merely kept, by its preferred variant or any. Where homes share what is remembered, that is a run of the
     * home of {@code run}; one of another home only when that one has none, and the bill then tells whose it is.
     */
    Optional<Bill> lastGood(String run, String image);

    /**
     * As {@link #bill(String, String)}, of the last attempt of one variant: what broke the preferred rung is not to be seen in
     * what its fallback was made from.
     */
    default Optional<Bill> bill(String run, String image, String variant) {
        return bill(run, image).filter(bill -> bill.variant().equals(variant));
    }

    /**
     * As {@link #lastGood(String, String)}, when the image was built by this very variant. A home in which the image was good by
     * any variant is compared with no other.
     */
    default Optional<Bill> lastGood(String run, String image, String variant) {
        return lastGood(run, image).filter(bill -> bill.variant().equals(variant));
    }

    /**
     * All checks and steps that were asked since then and gave an answer, oldest first. Not among them: steps inside a build,
     * as the build tells their fate; what was skipped; what was cancelled, or broke off with the run. A step of a stack check
     * is called {@code CHECK: STEP}.
     */
    List<Trial> trials(String pipeline, Instant since);

    /**
     * All that was measured since then, each series oldest first, and only what can be compared: of runs those that ended well
     * and kept no image from earlier, of images those that their preferred variant built, of steps those that passed.
     */
    List<Series> measures(String pipeline, Instant since);
}
