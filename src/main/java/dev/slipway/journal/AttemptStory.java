package dev.slipway.journal;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.Inventory;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.AttemptStarted;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.StepStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try of one variant. */
public record AttemptStory(
        AttemptStarted start, List<StepStory> steps, @Nullable Inventory taken, @Nullable AttemptEnded ending) {
    public AttemptStory {
        steps = List.copyOf(steps);
    }

    public Optional<AttemptEnded> end() {
        return Optional.ofNullable(ending);
    }

    /** What its image holds; empty when none was built. */
    public Optional<Inventory> inventory() {
        return Optional.ofNullable(taken);
    }

    public Optional<StepStatus> status() {
        return end().map(AttemptEnded::status);
    }

    public Optional<Diagnosis> diagnosis() {
        return end().flatMap(end -> Optional.ofNullable(end.why()));
    }

    public String variant() {
        return start.variant();
    }

    /** The step that made it fail, as deep inside as is known. */
    public Optional<StepStory> failedStep() {
        return failedIn(steps);
    }

    /** Of steps side by side the first that ended badly: what ended so after it was cancelled for its sake. */
    private static Optional<StepStory> failedIn(List<StepStory> steps) {
        return steps.stream()
                .flatMap(step -> step.end().stream())
                .filter(end -> end.status() == StepStatus.FAILED || end.status() == StepStatus.ERRORED)
                .min(Comparator.comparing(StepEnded::at))
                .flatMap(first -> steps.stream()
                        .filter(step -> step.end().filter(first::equals).isPresent())
                        .findFirst())
                .map(step -> failedIn(step.steps()).orElse(step));
    }

    AttemptStory withInventory(Inventory inventory) {
        return new AttemptStory(start, steps, inventory, ending);
    }

    AttemptStory ended(AttemptEnded event) {
        return new AttemptStory(start, steps, taken, event);
    }

    AttemptStory withSteps(List<StepStory> next) {
        return new AttemptStory(start, next, taken, ending);
    }
}
