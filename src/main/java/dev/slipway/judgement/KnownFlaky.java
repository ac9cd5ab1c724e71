package dev.slipway.judgement;

import static java.util.stream.Collectors.toSet;

import dev.slipway.judgement.Steadiness.Step;
import dev.slipway.past.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which steps failed in a run that were flaky already before it: what a run saw by itself makes nothing known. */
public final class KnownFlaky {
    /** As far back as earlier trials are of interest. */
    public static final Duration JUDGED = Duration.ofDays(90);

    private KnownFlaky() {}

    /**
     * The flakiest first. Of a variant that was tried again, the last attempt alone counts; a failure that blames a remote or the
     * machine is none of the step's.
     *
     * @param trials of all runs, the run's own among them
     * @param began when the run did
     * @param which of the run's own trials are of interest
     */
    public static List<Steadiness> in(List<Trial> trials, String run, Instant began, Predicate<Trial> which) {
        List<Trial> own = trials.stream()
                .filter(trial -> trial.run().equals(run) && which.test(trial))
                .toList();
        Set<Step> failed = own.stream()
                .filter(trial -> !trial.passed() && !Flakiness.ELSEWHERE.contains(trial.nature()))
                .filter(trial -> own.stream()
                        .noneMatch(other -> other.subject().equals(trial.subject())
                                && other.variant().equals(trial.variant())
                                && other.attempt() > trial.attempt()))
                .map(Flakiness::step)
                .collect(toSet());
        return failed.isEmpty()
                ? List.of()
                : Flakiness.flaky(trials.stream()
                        .filter(trial -> trial.at().isBefore(began) && failed.contains(Flakiness.step(trial)))
                        .toList());
    }
}
