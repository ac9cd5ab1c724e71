package dev.slipway.journal;

import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step, with the steps inside it in the order in which they started. */
public record StepStory(StepStarted start, List<StepStory> steps, @Nullable StepEnded ending) {
    public StepStory {
        steps = List.copyOf(steps);
    }

    static StepStory opened(StepStarted start) {
        return new StepStory(start, List.of(), null);
    }

    public Optional<StepEnded> end() {
        return Optional.ofNullable(ending);
    }

    /** Empty while it runs, and for ever when the run was killed. */
    public Optional<StepStatus> status() {
        return end().map(StepEnded::status);
    }

    /** The same step with another one begun, here or further in. */
    static List<StepStory> started(List<StepStory> steps, StepStarted start) {
        return Parts.within(steps, start.span(), StepStory::span)
                .map(parent -> Parts.replace(
                        steps, parent, new StepStory(parent.start, started(parent.steps, start), parent.ending)))
                .orElseGet(() -> Parts.append(steps, opened(start)));
    }

    static List<StepStory> ended(List<StepStory> steps, StepEnded end) {
        return Parts.at(steps, end.span(), StepStory::span)
                .map(step -> Parts.replace(steps, step, new StepStory(step.start, step.steps, end)))
                .or(() -> Parts.within(steps, end.span(), StepStory::span)
                        .map(parent -> Parts.replace(
                                steps, parent, new StepStory(parent.start, ended(parent.steps, end), parent.ending))))
                .orElse(steps);
    }

    private String span() {
        return start.span();
    }
}
