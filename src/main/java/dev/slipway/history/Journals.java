package dev.slipway.history;

import dev.slipway.context.Inputs;
import dev.slipway.context.InputsStore;
import dev.slipway.journal.JournalReader;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.Home;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The journals of a home, brought into its ledger: one transaction each, and none twice. */
final class Journals {
    private final Database database;
    private final Home home;
    private final Place place;
    private final RunFolders folders;
    private final InputsStore inputs;

    Journals(Database database, Home home, Place place) {
        this.database = database;
        this.home = home;
        this.place = place;
        this.folders = new RunFolders(home);
        this.inputs = new InputsStore(home.inputs());
    }

    /** What the ledger knows of a journal. */
    enum State {
        /** To its end. */
        WHOLE,
        /** Its process was dead; there will be no more of it. */
        CUT_OFF,
        /** Its process was at work. */
        RUNNING,
        /** Nothing can be made of it. */
        UNREADABLE
    }

    /** A journal as it was. */
    record Seen(long size, long modified, State state) {
        /** Whether there can be nothing new, which is asked of thousands: no process and no lock is looked at. */
        boolean settled(Path journal) {
            try {
                BasicFileAttributes now = Files.readAttributes(journal, BasicFileAttributes.class);
                return state != State.RUNNING
                        && size == now.size()
                        && modified == now.lastModifiedTime().toMillis();
            } catch (IOException gone) {
                return true;
            }
        }
    }

    /** All that have grown, or whose process has died. {@code anew}: also those that are the same as ever. */
    Folded fold(boolean anew) {
        Map<Long, Seen> known = database.read("reading", this::known);
        int runs = 0;
        int running = 0;
        List<String> remarks = new ArrayList<>();
        for (String id : ids()) {
            Seen before = known.get(place.key(id));
            if (!anew && before != null && before.settled(home.journal(id))) {
                continue;
            }
            Optional<Seen> now = look(id);
            if (now.isEmpty() || (!anew && !due(before, now.get()))) {
                continue;
            }
            Optional<State> state = folded(id, now.get(), anew, remarks);
            runs += state.isPresent() ? 1 : 0;
            running += state.filter(State.RUNNING::equals).isPresent() ? 1 : 0;
        }
        return new Folded(runs, running, remarks);
    }

    private Map<Long, Seen> known(Handle handle) {
        Map<Long, Seen> known = new HashMap<>();
        handle.createQuery("select run_key, size, modified, state from journal where place = ?")
                .bind(0, place.mark())
                .map((row, context) -> known.put(
                        row.getLong(1), new Seen(row.getLong(2), row.getLong(3), State.valueOf(row.getString(4)))))
                .list();
        return known;
    }

    private @Nullable Seen known(Handle handle, long key) {
        return handle.createQuery("select size, modified, state from journal where run_key = ?")
                .bind(0, key)
                .map((row, context) -> new Seen(row.getLong(1), row.getLong(2), State.valueOf(row.getString(3))))
                .findOne()
                .orElse(null);
    }

    private Set<String> ids() {
        Set<String> ids = new TreeSet<>(Comparator.naturalOrder());
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(home.runs())) {
            runs.forEach(run -> ids.add(String.valueOf(run.getFileName())));
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Set.of();
        } catch (IOException refused) {
            throw new UncheckedIOException("looking for runs in " + home.runs(), refused);
        }
        return ids;
    }

    /** Whether its process lives is asked first: whoever is dead by now has told all that will ever be told. */
    private Optional<Seen> look(String id) {
        boolean alive = !folders.knownDead(id) && Files.exists(home.run(id).resolve("owner"));
        Path journal = home.journal(id);
        try {
            return Optional.of(new Seen(
                    Files.size(journal),
                    Files.getLastModifiedTime(journal).toMillis(),
                    alive ? State.RUNNING : State.CUT_OFF));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static boolean due(@Nullable Seen known, Seen now) {
        if (known == null || known.size() != now.size() || known.modified() != now.modified()) {
            return true;
        }
        return known.state() == State.RUNNING && now.state() != State.RUNNING;
    }

    /** Empty when another process has folded it meanwhile, or when it is too young to say anything. */
    private Optional<State> folded(String id, Seen now, boolean anew, List<String> remarks) {
        long key = place.key(id);
        List<String> told = new ArrayList<>();
        try {
            Optional<State> state = database.write("folding run " + id + " into", key, handle -> {
                told.clear();
                if (!anew && !due(known(handle, key), now)) {
                    return Optional.empty();
                }
                return folded(handle, id, now, told);
            });
            remarks.addAll(told);
            return state;
        } catch (UncheckedIOException unreadable) {
            remarks.add("run " + id + " is not in the ledger: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private Optional<State> folded(Handle handle, String id, Seen now, List<String> told) {
        long key = place.key(id);
        handle.execute("delete from run where run_key = ?", key);
        handle.execute("delete from journal where run_key = ?", key);
        Fold fold = new Fold(handle, key);
        JournalReader.Reading reading = JournalReader.tell(home.journal(id), fold);
        Optional<RunStarted> start = fold.start();
        if (start.isEmpty() && now.state() == State.RUNNING) {
            return Optional.empty();
        }
        State state = start.isEmpty() ? State.UNREADABLE : fold.ended() ? State.WHOLE : now.state();
        if (start.isPresent()) {
            fold.finish(start.get(), id, place.mark(), state == State.RUNNING ? Ending.RUNNING : Ending.CUT_OFF);
            fold.fingerprints().forEach(fingerprint -> keepInputs(handle, fingerprint));
        }
        handle.execute(
                "insert into journal (run_key, place, size, modified, state) values (?, ?, ?, ?, ?)",
                key,
                place.mark(),
                now.size(),
                now.modified(),
                state.name());
        remark(id, state, reading, told);
        return Optional.of(state);
    }

    private static void remark(String id, State state, JournalReader.Reading reading, List<String> told) {
        String torn = reading.torn() == 0
                ? ""
                : ", and %d line%s of it cannot be read".formatted(reading.torn(), reading.torn() == 1 ? "" : "s");
        switch (state) {
            case WHOLE -> {
                if (reading.torn() > 0) {
                    told.add("run %s is whole but for %d line%s of its journal that cannot be read"
                            .formatted(id, reading.torn(), reading.torn() == 1 ? "" : "s"));
                }
            }
            case CUT_OFF -> told.add("run " + id + " was cut off: its process died before it told an end" + torn);
            case RUNNING -> {}
            case UNREADABLE ->
                told.add("run " + id + " is not in the ledger: its journal does not tell how it began" + torn);
        }
    }

    private void keepInputs(Handle handle, String fingerprint) {
        Optional<Inputs> made = inputs.load(fingerprint);
        if (made.isPresent()) {
            handle.execute(
                    "insert into inputs (fingerprint, names) values (?, ?) on conflict do nothing",
                    fingerprint,
                    Texts.compressed(Json.of(made.get().hashes())));
        }
    }
}
