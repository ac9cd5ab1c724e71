package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with one file. The same complaint about the same place is kept once, because inherited values
 * are read again for each variant. Confined to the thread that reads.
 */
final class Problems {
    /** Nobody mends more at a sitting, and a hostile file must not fill the memory. */
    private static final int MOST = 200;

    private static final Comparator<Problem> BY_POSITION = Comparator.comparingInt(
                    (Problem problem) -> problem.origin().line())
            .thenComparingInt(problem -> problem.origin().column());

    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    void add(Origin origin, String where, String sentence, @Nullable String hint) {
        keep(errors, new Problem(origin, where, sentence, hint));
    }

    void warn(Origin origin, String where, String sentence, @Nullable String hint) {
        keep(warnings, new Problem(origin, where, sentence, hint));
    }

    private static void keep(Set<Problem> kept, Problem problem) {
        if (kept.size() < MOST) {
            kept.add(problem);
        }
    }

    /** Nothing more will be kept, and no work need go into it. */
    boolean full() {
        return errors.size() >= MOST;
    }

    boolean none() {
        return errors.isEmpty();
    }

    List<Problem> errors() {
        return sorted(errors);
    }

    List<Problem> warnings() {
        return sorted(warnings);
    }

    private static List<Problem> sorted(Collection<Problem> problems) {
        return problems.stream().sorted(BY_POSITION).toList();
    }
}
