package dev.slipway.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One known failure: where it can be met, what it is recognised by, and what is said of it. Immutable. */
record Rule(
        String id, String category, Map<Phase, Nature> natures, Scope scope, Marks marks, Rank rank, Advice advice) {

    /** The phases, exit codes and endings it needs; empty exit codes mean any, an unknown code included. */
    record Scope(Set<Phase> phases, Set<Integer> exits, Set<Evidence.Ending> endings) {
        Scope {
            phases = Set.copyOf(phases);
            exits = Set.copyOf(exits);
            endings = Set.copyOf(endings);
        }

        boolean holds(Evidence evidence, Optional<Integer> exit) {
            return phases.contains(evidence.phase())
                    && endings.contains(evidence.ending())
                    && (exits.isEmpty() || exit.filter(exits::contains).isPresent());
        }
    }

    /**
     * Some line must fit one of {@code any} (none are needed when it is empty), each of {@code requires} must fit
     * somewhere (and hold what was captured as {@code shared}, where that is named), none of {@code excludes} anywhere, none
     * of {@code healedBy} after the last line that fitted. Quoted are the first line and the last that fitted, and the
     * {@code tail} last ones of the text.
     */
    record Marks(
            List<Clue> any, List<Clue> requires, List<Clue> excludes, List<Clue> healedBy, String shared, int tail) {
        Marks {
            any = List.copyOf(any);
            requires = List.copyOf(requires);
            excludes = List.copyOf(excludes);
            healedBy = List.copyOf(healedBy);
        }
    }

    /**
     * What to tell, with {@code {name}} for a capture and {@code {name|words}} where it may be absent. {@code lookups}
     * derive one capture from another, such as a package from the library it holds.
     */
    record Advice(String explanation, List<String> remedies, List<String> links, List<Lookup> lookups) {
        Advice {
            remedies = List.copyOf(remedies);
            links = List.copyOf(links);
            lookups = List.copyOf(lookups);
        }
    }

    /** If the capture {@code from} is a key of the table, {@code into} becomes its value. */
    record Lookup(String from, String into, Map<String, String> table) {
        Lookup {
            table = Map.copyOf(table);
        }
    }

    Rule {
        natures = Map.copyOf(natures);
    }

    Nature nature(Phase phase) {
        return natures.getOrDefault(phase, Nature.UNKNOWN);
    }
}
