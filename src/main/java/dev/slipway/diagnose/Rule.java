package dev.slipway.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One known failure: where it can be met, what it is recognised by, and what is said of it. Immutable. */
record Rule(String id, String category, Natures natures, Scope scope, Marks marks, Rank rank, Advice advice) {

    /** The failure's own nature, and another in some phases of a run: what is missing in one variant may be in the next. */
    record Natures(Nature own, Map<Phase, Nature> inPhases) {
        Natures {
            inPhases = Map.copyOf(inPhases);
        }

        Nature in(Phase phase) {
            return inPhases.getOrDefault(phase, own);
        }
    }

    /**
     * The phases, exit codes and endings it needs; empty exit codes mean any, an unknown code included. {@code
     * runPhases} counts in a run of ours, where it is known what was at work: a time-out that a service tells is none of an
     * index. {@code onlyInRuns} marks words that a run of ours says itself, and that mean nothing in the logs of others.
     */
    record Scope(
            Set<Phase> phases,
            Set<Phase> runPhases,
            Set<Integer> exits,
            Set<Evidence.Ending> endings,
            boolean onlyInRuns) {
        Scope {
            phases = Set.copyOf(phases);
            runPhases = Set.copyOf(runPhases);
            exits = Set.copyOf(exits);
            endings = Set.copyOf(endings);
        }

        boolean holds(Evidence evidence, Optional<Integer> exit, boolean inRun) {
            return (inRun || !onlyInRuns)
                    && (inRun ? runPhases : phases).contains(evidence.phase())
                    && endings.contains(evidence.ending())
                    && (exits.isEmpty() || exit.filter(exits::contains).isPresent());
        }
    }

    /**
     * Some line must fit one of {@code any} (none are needed when it is empty), each of {@code requires} must fit
     * somewhere (and hold what was captured as {@code shared}, where that is named), none of {@code excludes} anywhere, none
     * of {@code healedBy} after the last line that fitted. Quoted are lines that fitted, the first and the last among
     * them, and the {@code tail} last ones of the text. A line that fits one of {@code aside} is none of the text for this
     * rule, whatever else it fits, but may heal it.
     */
    record Marks(
            List<Clue> any,
            List<Clue> requires,
            List<Clue> excludes,
            List<Clue> healedBy,
            List<Clue> aside,
            String shared,
            int tail) {
        Marks {
            any = List.copyOf(any);
            requires = List.copyOf(requires);
            excludes = List.copyOf(excludes);
            healedBy = List.copyOf(healedBy);
            aside = List.copyOf(aside);
        }
    }

    /**
     * What to tell, with {@code {name}} for a capture and {@code {name|words}} where it may be absent. {@code lookups}
     * derive one capture from another, such as a package from the library it holds. Where {@code known} names one that
     * is neither captured nor found so, the rule does not hold.
     */
    record Advice(
            String explanation, List<String> remedies, List<String> links, List<Lookup> lookups, List<String> known) {
        Advice {
            remedies = List.copyOf(remedies);
            links = List.copyOf(links);
            lookups = List.copyOf(lookups);
            known = List.copyOf(known);
        }
    }

    /** What is known of the captures {@code from}, their values joined by a blank, becomes {@code into}; a capture that is there already stays. */
    record Lookup(List<String> from, String into, Source source) {
        Lookup {
            from = List.copyOf(from);
        }
    }
}
