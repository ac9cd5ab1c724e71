package dev.slipway.judgement;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.slipway.judgement.Steadiness.State;
import dev.slipway.judgement.Steadiness.Step;
import dev.slipway.past.Trial;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which steps pass and fail with the same inputs. What broke once and stays broken is not flaky, nor what broke and was mended once,
 * nor what other inputs mend each time. Failures that blame a remote or the machine
 * are left out.
 */
public final class Flakiness {
    /** Below, nothing is said. */
    public static final int LEAST_PAIRS = 5;
    /** Back, and away again: fewer flips have a simpler reason. */
    public static final int LEAST_FLIPS = 2;
    /** The lower end of the share of flips (Wilson, 95 %) from which on a step is called flaky. */
    public static final double THRESHOLD = 0.03;

    /** Natures of failures that are none of the step's. */
    static final Set<String> ELSEWHERE = Set.of("transient", "environment");

    private static final Comparator<Trial> ORDER =
            Comparator.comparing(Trial::at).thenComparing(Trial::run).thenComparing(Trial::attempt);
    private static final Comparator<Steadiness> WORST = Comparator.comparing((Steadiness each) -> !each.flaky())
            .thenComparing(Comparator.comparingDouble(Steadiness::atLeast).reversed())
            .thenComparing(each -> each.step().toString())
            .thenComparing(each -> each.step().kind());

    private Flakiness() {}

    /** Of each step; the flakiest first. In whatever order the trials come. */
    public static List<Steadiness> of(List<Trial> trials) {
        return trials.stream().collect(groupingBy(Flakiness::step, toList())).entrySet().stream()
                .map(step -> judged(step.getKey(), step.getValue()))
                .sorted(WORST)
                .toList();
    }

    /** Only those that are flaky. */
    public static List<Steadiness> flaky(List<Trial> trials) {
        return of(trials).stream().filter(Steadiness::flaky).toList();
    }

    static Step step(Trial trial) {
        return new Step(trial.subject(), trial.variant(), trial.kind(), trial.step());
    }

    private static Steadiness judged(Step key, List<Trial> all) {
        List<Trial> counted = all.stream()
                .filter(trial -> trial.passed() || !ELSEWHERE.contains(trial.nature()))
                .sorted(ORDER)
                .toList();
        Map<String, Boolean> before = new HashMap<>();
        Set<String> flipped = new HashSet<>();
        int pairs = 0;
        int flips = 0;
        int failures = 0;
        for (Trial trial : counted) {
            failures += trial.passed() ? 0 : 1;
            if (trial.fingerprint().isEmpty() && !trial.variant().isEmpty()) {
                // From unknown inputs nothing follows; a stack check has no inputs of its own.
                continue;
            }
            Boolean last = before.put(trial.fingerprint(), trial.passed());
            if (last != null) {
                pairs++;
                // Between the same inputs, one flip may be something that they do not tell: a package that nobody pins.
                boolean another = last != trial.passed() && !flipped.add(trial.fingerprint());
                flips += another ? 1 : 0;
            }
        }
        double atLeast = Statistics.atLeast(flips, pairs);
        return new Steadiness(
                key,
                state(counted, pairs, flips, atLeast),
                counted.size(),
                failures,
                pairs,
                flips,
                all.size() - counted.size(),
                pairs == 0 ? 0 : flips / (double) pairs,
                atLeast,
                all.stream().map(Trial::at).max(Comparator.naturalOrder()).orElseThrow());
    }

    private static State state(List<Trial> counted, int pairs, int flips, double atLeast) {
        if (pairs >= LEAST_PAIRS && flips >= LEAST_FLIPS && atLeast >= THRESHOLD) {
            return State.FLAKY;
        }
        if (!counted.isEmpty() && !counted.getLast().passed()) {
            return State.BROKEN;
        }
        return pairs < LEAST_PAIRS ? State.TOO_FEW : State.STEADY;
    }
}
