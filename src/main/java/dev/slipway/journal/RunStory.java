package dev.slipway.journal;

import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.AttemptStarted;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.BaseStarted;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.ImageStarted;
import dev.slipway.run.RunEvent.InventoryTaken;
import dev.slipway.run.RunEvent.Noticed;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.PromotionEnded;
import dev.slipway.run.RunEvent.PromotionStarted;
import dev.slipway.run.RunEvent.RetryScheduled;
import dev.slipway.run.RunEvent.RunEnded;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StackCheckStarted;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.RunEvent.StepPrinted;
import dev.slipway.run.RunEvent.StepProgressed;
import dev.slipway.run.RunEvent.StepStarted;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run as far as it has been told: the fold of its events, and the only thing that summaries, reports and the ledger
 * look at. Each part holds the very events that opened and closed it; images are in plan order, everything else in the
 * order in which it started. Immutable. A story may be cut off anywhere: a part without its end was still running.
 */
public record RunStory(
        @Nullable RunStarted beginning,
        List<BaseStory> bases,
        List<ImageStory> images,
        List<StackStory> stackChecks,
        @Nullable PromotionEnded promotionEnding,
        List<Noticed> notices,
        @Nullable RunEnded ending) {
    /** Before anything was told. */
    public static final RunStory EMPTY = new RunStory(null, List.of(), List.of(), List.of(), null, List.of(), null);

    public RunStory {
        bases = List.copyOf(bases);
        images = List.copyOf(images);
        stackChecks = List.copyOf(stackChecks);
        notices = List.copyOf(notices);
    }

    public static RunStory of(Iterable<? extends RunEvent> events) {
        RunStory story = EMPTY;
        for (RunEvent event : events) {
            story = story.after(event);
        }
        return story;
    }

    public Optional<RunStarted> start() {
        return Optional.ofNullable(beginning);
    }

    public Optional<PromotionEnded> promotion() {
        return Optional.ofNullable(promotionEnding);
    }

    public Optional<RunEnded> end() {
        return Optional.ofNullable(ending);
    }

    public Optional<ImageStory> image(String name) {
        return images.stream().filter(image -> image.name().equals(name)).findFirst();
    }

    /** The story with one more event. Progress and printed lines leave it as it is. */
    public RunStory after(RunEvent event) {
        return switch (event) {
            case RunStarted it -> began(it);
            case RunEnded it -> new RunStory(beginning, bases, images, stackChecks, promotionEnding, notices, it);
            case BaseStarted it -> withBases(Parts.append(bases, new BaseStory(it, null)));
            case BaseEnded it -> withBases(baseEnded(it));
            case ImageStarted it -> withImage(it.image(), image -> image.began(it));
            case ImageEnded it -> withImage(it.image(), image -> image.ended(it));
            case AttemptStarted it ->
                withImage(
                        it.image(),
                        image -> image.withAttempts(
                                Parts.append(image.attempts(), new AttemptStory(it, List.of(), null, null))));
            case AttemptEnded it -> withImage(it.image(), image -> image.attemptEnded(it));
            case StepStarted it -> stepStarted(it);
            case StepEnded it -> stepEnded(it);
            case InventoryTaken it -> withImage(it.image(), image -> image.inventoryTaken(it));
            case RetryScheduled it -> withImage(it.image(), image -> image.retried(it));
            case FellBack it -> withImage(it.image(), image -> image.fellBack(it));
            case StackCheckStarted it -> withStack(Parts.append(stackChecks, new StackStory(it, List.of(), null)));
            case StackCheckEnded it -> withStack(stackEnded(it));
            case PromotionEnded it -> new RunStory(beginning, bases, images, stackChecks, it, notices, ending);
            case Noticed it ->
                new RunStory(beginning, bases, images, stackChecks, promotionEnding, Parts.append(notices, it), ending);
            case PromotionStarted it -> this;
            case RunEvent.RemoteAvoided it -> this;
            case RunEvent.RemoteAnswered it -> this;
            case StepProgressed it -> this;
            case StepPrinted it -> this;
        };
    }

    private RunStory began(RunStarted event) {
        List<ImageStory> planned =
                event.images().stream().map(ImageStory::planned).toList();
        return new RunStory(event, bases, planned, stackChecks, promotionEnding, notices, ending);
    }

    private List<BaseStory> baseEnded(BaseEnded event) {
        return Parts.at(bases, event.span(), base -> base.start().span())
                .map(base -> Parts.replace(bases, base, new BaseStory(base.start(), event)))
                .orElse(bases);
    }

    private List<StackStory> stackEnded(StackCheckEnded event) {
        return Parts.at(stackChecks, event.span(), check -> check.start().span())
                .map(check -> Parts.replace(stackChecks, check, new StackStory(check.start(), check.steps(), event)))
                .orElse(stackChecks);
    }

    private RunStory stepStarted(StepStarted event) {
        return Parts.within(stackChecks, event.span(), check -> check.start().span())
                .map(check -> withStack(
                        Parts.replace(stackChecks, check, check.withSteps(StepStory.started(check.steps(), event)))))
                .orElseGet(() -> inItsImage(event.span(), image -> image.stepStarted(event)));
    }

    private RunStory stepEnded(StepEnded event) {
        return Parts.within(stackChecks, event.span(), check -> check.start().span())
                .map(check -> withStack(
                        Parts.replace(stackChecks, check, check.withSteps(StepStory.ended(check.steps(), event)))))
                .orElseGet(() -> inItsImage(event.span(), image -> image.stepEnded(event)));
    }

    private RunStory inItsImage(String span, UnaryOperator<ImageStory> change) {
        return Parts.within(images, span, image -> "image/" + image.name())
                .map(image -> withImage(image.name(), change))
                .orElse(this);
    }

    /** An image that no plan announced is told all the same: a journal may have lost its first line. */
    private RunStory withImage(String name, UnaryOperator<ImageStory> change) {
        List<ImageStory> known = image(name).isPresent()
                ? images
                : Parts.append(images, ImageStory.planned(new PlannedImage(name, "", "", List.of(), List.of())));
        List<ImageStory> next = known.stream()
                .map(image -> image.name().equals(name) ? change.apply(image) : image)
                .toList();
        return new RunStory(beginning, bases, next, stackChecks, promotionEnding, notices, ending);
    }

    private RunStory withBases(List<BaseStory> next) {
        return new RunStory(beginning, next, images, stackChecks, promotionEnding, notices, ending);
    }

    private RunStory withStack(List<StackStory> next) {
        return new RunStory(beginning, bases, images, next, promotionEnding, notices, ending);
    }
}
