package dev.slipway.report.trace;

import dev.slipway.journal.RunStory;
import dev.slipway.journal.StepStory;
import dev.slipway.run.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The last thing that a story tells. */
final class Latest {
    private Latest() {}

    static Optional<Instant> of(RunStory story) {
        Stream<RunEvent> whole = Stream.of(
                        story.start().stream(),
                        story.end().stream(),
                        story.promotion().stream(),
                        story.bases().stream().flatMap(base -> both(base.start(), base.end())),
                        story.images().stream()
                                .flatMap(image -> Stream.concat(image.start().stream(), image.end().stream())))
                .flatMap(events -> events);
        Stream<RunEvent> attempts = story.images().stream()
                .flatMap(image -> image.attempts().stream())
                .flatMap(attempt -> Stream.concat(both(attempt.start(), attempt.end()), steps(attempt.steps())));
        Stream<RunEvent> checks = story.stackChecks().stream()
                .flatMap(check -> Stream.concat(both(check.start(), check.end()), steps(check.steps())));
        return Stream.of(whole, attempts, checks)
                .flatMap(events -> events)
                .map(RunEvent::at)
                .max(Instant::compareTo);
    }

    private static Stream<RunEvent> both(RunEvent start, Optional<? extends RunEvent> end) {
        return Stream.concat(Stream.of(start), end.stream());
    }

    private static Stream<RunEvent> steps(List<StepStory> steps) {
        return steps.stream().flatMap(step -> Stream.concat(both(step.start(), step.end()), steps(step.steps())));
    }
}
