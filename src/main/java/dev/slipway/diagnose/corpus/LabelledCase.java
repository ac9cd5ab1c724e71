package dev.slipway.diagnose.corpus;

import dev.slipway.diagnose.Phase;
import java.util.List;
import java.util.Set;

/**
 * A log of which somebody has said why it failed. {@code evidence} is the line that a good diagnosis quotes; {@code
 * alternatives} are labels that count as right too.
 */
public record LabelledCase(
        String id,
        String category,
        Set<String> alternatives,
        String nature,
        Phase phase,
        List<String> log,
        String evidence) {
    /** The label of a log in which nothing failed. */
    public static final String NONE = "none";

    /** The label of a failure outside of the labels. */
    public static final String UNKNOWN = "unknown";

    public LabelledCase {
        alternatives = Set.copyOf(alternatives);
        log = List.copyOf(log);
    }

    boolean accepts(String label) {
        return category.equals(label) || alternatives.contains(label);
    }

    boolean harmless() {
        return category.equals(NONE);
    }
}
