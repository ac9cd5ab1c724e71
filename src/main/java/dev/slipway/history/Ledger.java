package dev.slipway.history;

import dev.slipway.past.Bill;
import dev.slipway.past.Occasion;
import dev.slipway.past.Past;
import dev.slipway.past.PastBase;
import dev.slipway.past.PastException;
import dev.slipway.past.PastRun;
import dev.slipway.past.Series;
import dev.slipway.past.Trial;
import dev.slipway.run.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * What is remembered of runs, in a file of the home or in a PostgreSQL that several homes share. It is made when it is first
 * asked for, and nothing in it is needed by a build. Several processes may have it open; each object is of one thread at a time.
 *
 * <p>Errors: {@link PastException}, when the database cannot be opened, read or written. No message holds a password.
 */
public final class Ledger implements Past, AutoCloseable {
    /** The variable that names a shared ledger. */
    public static final String VARIABLE = "SLIPWAY_LEDGER";

    private static final String FILE = "ledger.db";

    private final Database database;
    private final Home home;
    private final Place place;

    private Ledger(Database database, Home home, Place place) {
        this.database = database;
        this.home = home;
        this.place = place;
    }

    /**
     * @param url {@code jdbc:postgresql:…}, with user and password in it or in PGUSER and PGPASSWORD; empty for the file
     *     {@code ledger.db} of the home
     * @throws IllegalArgumentException when the URL is none of these
     */
    public static Ledger open(String url, Home home) {
        return open(url, home, System.getenv());
    }

    /** As {@link #open(String, Home)}, with PGUSER and PGPASSWORD as these variables have them. */
    public static Ledger open(String url, Home home, Map<String, String> environment) {
        return open(address(url, home, environment), home);
    }

    private static Address address(String url, Home home, Map<String, String> environment) {
        return Address.of(url, home.folder().resolve(FILE), environment);
    }

    private static Ledger open(Address address, Home home) {
        try {
            Place place = Place.of(home);
            Database database = Database.open(address, home.folder());
            Ledger ledger = new Ledger(database, home, place);
            ledger.introduce();
            return ledger;
        } catch (IOException refused) {
            throw new PastException("opening the ledger " + address.shown() + ": " + refused, refused);
        }
    }

    /** Why nothing can be kept at that address; empty when something can. */
    public static String mistake(String url) {
        try {
            Address known = Address.of(url, Path.of(FILE), Map.of());
            return known.shown().isEmpty() ? "it is empty" : "";
        } catch (IllegalArgumentException unknown) {
            return String.valueOf(unknown.getMessage());
        }
    }

    /**
     * The password that the URL or these variables name for a shared ledger; empty where there is none.
     *
     * @throws IllegalArgumentException when the URL has a {@link #mistake}
     */
    public static String password(String url, Map<String, String> environment) {
        return url.startsWith(Address.Postgres.SCHEME)
                ? PostgresUrl.of(url, environment).password()
                : "";
    }

    /**
     * Folds every journal anew. A file that is damaged is moved aside first, and only such a one. What is remembered of runs whose journals are gone
     * stays, unless it was in such a file.
     */
    public static Folded rebuild(String url, Home home) {
        Address address = address(url, home, System.getenv());
        Optional<String> aside =
                switch (address) {
                    case Address.Postgres server -> Optional.empty();
                    case Address.SqliteFile file -> movedAside(file, home);
                };
        try (Ledger ledger = open(address, home)) {
            Folded folded = new Journals(ledger.database, home, ledger.place).fold(true);
            List<String> remarks = new ArrayList<>(aside.stream().toList());
            remarks.addAll(folded.remarks());
            return new Folded(folded.runs(), folded.running(), remarks);
        }
    }

    private static Optional<String> movedAside(Address.SqliteFile file, Home home) {
        if (!Files.exists(file.file()) || sound(file, home)) {
            return Optional.empty();
        }
        Path aside =
                file.file().resolveSibling(FILE + ".damaged-" + Instant.now().getEpochSecond());
        try {
            // The file goes last: what is written beside it must never be taken for a part of the next one.
            for (String part : List.of("-wal", "-shm", "")) {
                Path from = file.file().resolveSibling(FILE + part);
                if (Files.exists(from)) {
                    Files.move(from, aside.resolveSibling(aside.getFileName() + part), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException refused) {
            throw new PastException("moving the damaged ledger " + file.shown() + " aside: " + refused, refused);
        }
        return Optional.of("the ledger was damaged; what was left of it is " + aside.getFileName());
    }

    /** A file that cannot be asked just now, or not by this version, is not damaged. */
    private static boolean sound(Address.SqliteFile file, Home home) {
        try (Database database = Database.open(file, home.folder())) {
            return database.sound();
        } catch (PastException refused) {
            if (Database.damaged(refused)) {
                return false;
            }
            throw refused;
        }
    }

    private void introduce() {
        boolean known = read(
                handle -> handle.createQuery("select count(*) from place where mark = ? and host = ? and folder = ?")
                                .bind(0, place.mark())
                                .bind(1, place.host())
                                .bind(2, place.folder())
                                .mapTo(int.class)
                                .one()
                        > 0);
        if (!known) {
            database.write(
                    "writing to",
                    Texts.key(place.mark()),
                    handle -> handle.execute(
                            "insert into place (mark, host, folder) values (?, ?, ?)"
                                    + " on conflict (mark) do update set host = excluded.host, folder = excluded.folder",
                            place.mark(),
                            place.host(),
                            place.folder()));
        }
    }

    /** Folds the journals of this home that are not folded yet, or have grown since, or whose process has died. */
    public Folded catchUp() {
        return new Journals(database, home, place).fold(false);
    }

    /** Forgets old runs, and returns how many. Only journals remember them then, as long as they are there. */
    public int prune(Retention retention, Instant now) {
        return database.write(
                "pruning", Texts.key("prune"), handle -> new Pruning(handle, retention, now, place.mark()).prune());
    }

    /** How many runs {@link #prune} would forget. */
    public int prunable(Retention retention, Instant now) {
        return read(handle ->
                new Pruning(handle, retention, now, place.mark()).doomed().size());
    }

    @Override
    public List<PastRun> runs(String pipeline, int atMost) {
        return runs(pipeline, Instant.EPOCH, atMost);
    }

    /** As {@link #runs(String, int)}, of those only that began since then. */
    public List<PastRun> runs(String pipeline, Instant since, int atMost) {
        if (pipeline.isEmpty()) {
            return read(handle -> PastRuns.of(
                    handle,
                    "from run where began >= ? order by began desc, id desc limit ?",
                    since.toEpochMilli(),
                    atMost));
        }
        return read(handle -> PastRuns.of(
                handle,
                "from run where pipeline = ? and began >= ? order by began desc, id desc limit ?",
                pipeline,
                since.toEpochMilli(),
                atMost));
    }

    @Override
    public List<PastRun> nights(String pipeline, int atMost) {
        return read(handle -> PastRuns.of(
                handle,
                "from run where pipeline = ? and command = 'nightly' and place = ? order by began desc, id desc limit ?",
                pipeline,
                place.mark(),
                atMost));
    }

    @Override
    public Optional<PastRun> run(String id) {
        return read(
                handle -> key(handle, id).flatMap(key -> PastRuns.of(handle, "from run where run_key = ?", key).stream()
                        .findFirst()));
    }

    /** The run of this id, or the newest one whose id ends so. */
    public Optional<PastRun> find(String end) {
        return run(end).or(() -> read(handle -> PastRuns.of(
                        handle,
                        "from run where substr(id, length(id) - ? + 1) = ? order by began desc, id desc limit 1",
                        end.length(),
                        end)
                .stream()
                .findFirst()));
    }

    @Override
    public Optional<Bill> bill(String run, String image) {
        return read(handle -> key(handle, run).flatMap(key -> new Bills(handle).last(key, image)));
    }

    @Override
    public Optional<Bill> lastGood(String run, String image) {
        return read(handle -> key(handle, run).flatMap(key -> new Bills(handle).lastGood(key, image)));
    }

    @Override
    public Optional<Bill> bill(String run, String image, String variant) {
        return read(handle -> key(handle, run).flatMap(key -> new Bills(handle).last(key, image, variant)));
    }

    @Override
    public Optional<Bill> lastGood(String run, String image, String variant) {
        return read(handle -> key(handle, run).flatMap(key -> new Bills(handle).lastGood(key, image, variant)));
    }

    @Override
    public List<Trial> trials(String pipeline, Instant since) {
        return read(handle -> new Measurements(handle, pipeline, since).trials());
    }

    @Override
    public List<Series> measures(String pipeline, Instant since) {
        return read(handle -> new Measurements(handle, pipeline, since).measures());
    }

    /** One image over time, the newest first; of all pipelines when the name is empty. */
    public List<Occasion> occasions(String pipeline, String image, Instant since, int atMost) {
        return read(handle -> new Occasions(handle).of(pipeline, image, since.toEpochMilli(), atMost));
    }

    /** The base images of a run, in the order in which they were asked for. */
    public List<PastBase> bases(String run) {
        return read(handle -> key(handle, run)
                .map(key -> handle.createQuery(
                                "select reference, id, how, stand_in, diagnosis from base where run_key = ? order by position")
                        .bind(0, key)
                        .map((row, context) -> new PastBase(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                Json.diagnosis(row.getString(5))))
                        .list())
                .orElse(List.of()));
    }

    /** Of two homes whose runs have the same id, ours is meant. */
    private Optional<Long> key(Handle handle, String id) {
        return handle.createQuery("select run_key from run where id = ? order by case when place = ? then 0 else 1 end")
                .bind(0, id)
                .bind(1, place.mark())
                .mapTo(Long.class)
                .findFirst();
    }

    private <T> T read(Function<Handle, T> questions) {
        return database.read("reading", questions);
    }

    @Override
    public void close() {
        database.close();
    }

    /** For tests, which look at how much is kept, not only at what is answered. */
    int count(String table) {
        return read(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(int.class)
                .one());
    }

    /** For tests: what a later version would leave. */
    void pretendNewer() {
        database.write("writing to", 0, handle -> handle.execute("update " + Schema.TABLE + " set version = '7'"));
    }
}
