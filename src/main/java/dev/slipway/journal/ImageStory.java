package dev.slipway.journal;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.ImageStarted;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.RetryScheduled;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.RunEvent.StepStarted;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One image of the plan and all that was done for it, attempts in the order in which they started. */
public record ImageStory(
        PlannedImage plan,
        @Nullable ImageStarted beginning,
        List<AttemptStory> attempts,
        List<RetryScheduled> retries,
        List<FellBack> fallbacks,
        @Nullable ImageEnded ending) {
    public ImageStory {
        attempts = List.copyOf(attempts);
        retries = List.copyOf(retries);
        fallbacks = List.copyOf(fallbacks);
    }

    static ImageStory planned(PlannedImage plan) {
        return new ImageStory(plan, null, List.of(), List.of(), List.of(), null);
    }

    public String name() {
        return plan.name();
    }

    /** Whether there is more than one way to build it, so that it matters which one is meant. */
    public boolean hasLadder() {
        return plan.variants().size() > 1;
    }

    public Optional<ImageStarted> start() {
        return Optional.ofNullable(beginning);
    }

    public Optional<ImageEnded> end() {
        return Optional.ofNullable(ending);
    }

    public Optional<ImageStatus> status() {
        return end().map(ImageEnded::status);
    }

    public Optional<AttemptStory> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    /** The attempt that says why the preferred rung, or the whole image, did not come to be. */
    public Optional<AttemptStory> lastFailedAttempt() {
        return attempts.reversed().stream()
                .filter(attempt -> attempt.diagnosis().isPresent())
                .findFirst();
    }

    ImageStory began(ImageStarted event) {
        return new ImageStory(plan, event, attempts, retries, fallbacks, ending);
    }

    ImageStory ended(ImageEnded event) {
        return new ImageStory(plan, beginning, attempts, retries, fallbacks, event);
    }

    ImageStory retried(RetryScheduled event) {
        return new ImageStory(plan, beginning, attempts, Parts.append(retries, event), fallbacks, ending);
    }

    ImageStory fellBack(FellBack event) {
        return new ImageStory(plan, beginning, attempts, retries, Parts.append(fallbacks, event), ending);
    }

    ImageStory withAttempts(List<AttemptStory> next) {
        return new ImageStory(plan, beginning, next, retries, fallbacks, ending);
    }

    ImageStory attemptEnded(AttemptEnded event) {
        return Parts.at(attempts, event.span(), attempt -> attempt.start().span())
                .map(attempt -> withAttempts(
                        Parts.replace(attempts, attempt, new AttemptStory(attempt.start(), attempt.steps(), event))))
                .orElse(this);
    }

    ImageStory stepStarted(StepStarted event) {
        return Parts.within(attempts, event.span(), attempt -> attempt.start().span())
                .map(attempt -> withAttempts(
                        Parts.replace(attempts, attempt, attempt.withSteps(StepStory.started(attempt.steps(), event)))))
                .orElse(this);
    }

    ImageStory stepEnded(StepEnded event) {
        return Parts.within(attempts, event.span(), attempt -> attempt.start().span())
                .map(attempt -> withAttempts(
                        Parts.replace(attempts, attempt, attempt.withSteps(StepStory.ended(attempt.steps(), event)))))
                .orElse(this);
    }
}
