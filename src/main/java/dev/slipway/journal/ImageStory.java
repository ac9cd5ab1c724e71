package dev.slipway.journal;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.ImageStarted;
import dev.slipway.run.RunEvent.InventoryTaken;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.RetryScheduled;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepStatus;
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

    /** The attempts up to the one that the image was proven by, or all where none was. */
    public List<AttemptStory> climb() {
        return attempts.subList(0, attempts.size() - spares().size());
    }

    /** The attempts after it: of rungs that nobody needed, tried to know whether they would do. */
    public List<AttemptStory> spares() {
        for (int i = 0; i < attempts.size(); i++) {
            if (attempts.get(i).status().equals(Optional.of(StepStatus.PASSED))) {
                return attempts.subList(i + 1, attempts.size());
            }
        }
        return List.of();
    }

    /** The attempt that says why the preferred rung, or the whole image, did not come to be. */
    public Optional<AttemptStory> lastFailedAttempt() {
        return climb().reversed().stream()
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
                .map(attempt -> withAttempts(Parts.replace(attempts, attempt, attempt.ended(event))))
                .orElse(this);
    }

    ImageStory inventoryTaken(InventoryTaken event) {
        return Parts.at(attempts, event.span(), attempt -> attempt.start().span())
                .map(attempt ->
                        withAttempts(Parts.replace(attempts, attempt, attempt.withInventory(event.inventory()))))
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
