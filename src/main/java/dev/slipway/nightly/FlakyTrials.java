package dev.slipway.nightly;

import dev.slipway.judgement.KnownFlaky;
import dev.slipway.past.Past;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.past.Trial;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the trials that the past remembers tell of the steps of a run, of all commands and homes. */
public record FlakyTrials(Past past) implements Flaky {
    /** As stack checks are called among trials. */
    private static final String STACK = "stack";

    private static final int MOST = 3;

    @Override
    public List<String> steps(String run, Subject subject) {
        return past.run(run).map(found -> steps(found, subject)).orElse(List.of());
    }

    private List<String> steps(PastRun run, Subject subject) {
        List<Trial> trials = past.trials(run.pipeline(), run.began().minus(KnownFlaky.JUDGED));
        return KnownFlaky.in(trials, run.id(), run.began(), of(run, subject)).stream()
                .limit(MOST)
                .map(step -> "'" + step.step().step() + "' is " + step.known())
                .toList();
    }

    private static Predicate<Trial> of(PastRun run, Subject subject) {
        return switch (subject.kind()) {
            case PIPELINE -> trial -> false;
            case IMAGE -> {
                // Why an image is not as it should be is told of its preferred variant.
                Optional<String> preferred = run.image(subject.name()).stream()
                        .flatMap(image -> image.rungs().stream())
                        .map(PastImage.Rung::variant)
                        .findFirst();
                yield trial -> trial.subject().equals(subject.name())
                        && preferred
                                .map(trial.variant()::equals)
                                .orElse(!trial.variant().isEmpty());
            }
            case SPARE ->
                trial -> trial.subject().equals(subject.name())
                        && trial.variant().equals(subject.part());
            case CHECK ->
                trial -> trial.subject().equals(STACK)
                        && trial.variant().isEmpty()
                        && trial.step().startsWith(subject.name() + ": ");
        };
    }
}
