package dev.slipway.watch;

import dev.slipway.watch.Change.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Gathers changes until they have come to rest, or until the first has waited long enough. What is undone meanwhile
 * was no change. Has no clock of its own; times are nanoseconds from an arbitrary start.
 */
final class Settling {
    private final long quiet;
    private final long longest;
    private final Map<Path, Kind> kinds = new TreeMap<>();
    private long first;
    private long last;

    Settling(Duration quiet, Duration longest) {
        this.quiet = quiet.toNanos();
        this.longest = longest.toNanos();
    }

    void heard(List<Change> changes, long now) {
        if (changes.isEmpty()) {
            return;
        }
        if (kinds.isEmpty()) {
            first = now;
        }
        last = now;
        changes.forEach(change -> note(change.path(), change.kind()));
    }

    private void note(Path path, Kind now) {
        Kind before = kinds.get(path);
        if (before == null) {
            kinds.put(path, now);
        } else if (before == Kind.APPEARED && now == Kind.GONE) {
            kinds.remove(path);
        } else if (before == Kind.GONE && now == Kind.APPEARED) {
            kinds.put(path, Kind.CHANGED);
        } else if (now == Kind.GONE) {
            kinds.put(path, Kind.GONE);
        }
    }

    /** When the changes so far are to be handed on; empty while there are none. */
    OptionalLong due() {
        return kinds.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.min(last + quiet, first + longest));
    }

    /** The changes, once they are due; they are gone from here then. */
    Optional<ChangeSet> ready(long now) {
        OptionalLong due = due();
        if (due.isEmpty() || now - due.getAsLong() < 0) {
            return Optional.empty();
        }
        ChangeSet set = new ChangeSet(kinds.entrySet().stream()
                .map(entry -> new Change(entry.getKey(), entry.getValue()))
                .toList());
        kinds.clear();
        return Optional.of(set);
    }
}
