package dev.slipway.stack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is to happen to one role so that the wish holds, and why. Pure. */
public sealed interface Change {
    /** It stands as wished. */
    record Keep(Role role, Standing standing) implements Change {}

    record Start(Role role) implements Change {}

    record Replace(Role role, Standing standing, String cause) implements Change {}

    /** It stands, and the file has it no more. */
    record Remove(Standing standing) implements Change {}

    /**
     * From what stands to what is wished, in the order of the wish; what is to be removed comes last, the last started
     * first.
     *
     * @param known all names that the stack may have, whether they are wished now or not
     * @param anew whether what stands as wished is replaced too
     */
    static List<Change> between(List<Role> wished, List<Standing> standing, Collection<String> known, boolean anew) {
        List<Change> changes = new ArrayList<>();
        for (Role role : wished) {
            Optional<Standing> there = standing.stream()
                    .filter(one -> one.role().equals(role.name()))
                    .findFirst();
            changes.add(there.map(one -> of(role, one, anew)).orElseGet(() -> new Start(role)));
        }
        standing.reversed().stream()
                .filter(one -> !known.contains(one.role()))
                .map(Remove::new)
                .forEach(changes::add);
        return List.copyOf(changes);
    }

    private static Change of(Role role, Standing standing, boolean anew) {
        Mark mark = standing.mark();
        if (!mark.cast().imageId().equals(role.cast().imageId())) {
            return new Replace(role, standing, "its image has changed");
        }
        if (!mark.fingerprint().equals(role.fingerprint())) {
            return new Replace(role, standing, "its settings have changed");
        }
        if (!standing.state().running()) {
            return new Replace(role, standing, "it did not run any more");
        }
        if (standing.state().restarting()) {
            return new Replace(role, standing, "it ended again and again");
        }
        return anew ? new Replace(role, standing, "asked for") : new Keep(role, standing);
    }
}
