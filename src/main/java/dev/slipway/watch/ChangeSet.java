package dev.slipway.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes that came close together: one save, one checkout. At least one, in the order of their paths. */
public record ChangeSet(List<Change> changes) {
    public ChangeSet {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a change set without a change");
        }
    }

    /** Of a path that both tell of, the later counts. */
    public ChangeSet and(ChangeSet later) {
        Map<Path, Change> all = new TreeMap<>();
        changes.forEach(change -> all.put(change.path(), change));
        later.changes.forEach(change -> all.put(change.path(), change));
        return new ChangeSet(List.copyOf(all.values()));
    }
}
