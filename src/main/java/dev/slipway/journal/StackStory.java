package dev.slipway.journal;

import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StackCheckStarted;
import dev.slipway.run.StepStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One check over several running images, with its services and steps. */
public record StackStory(StackCheckStarted start, List<StepStory> steps, @Nullable StackCheckEnded ending) {
    public StackStory {
        steps = List.copyOf(steps);
    }

    public String name() {
        return start.name();
    }

    public Optional<StackCheckEnded> end() {
        return Optional.ofNullable(ending);
    }

    public Optional<StepStatus> status() {
        return end().map(StackCheckEnded::status);
    }

    StackStory withSteps(List<StepStory> next) {
        return new StackStory(start, next, ending);
    }
}
