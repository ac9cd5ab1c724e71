package dev.slipway.history;

import dev.slipway.past.PastException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection to where the ledger is kept, with its schema as this version knows it. Of one thread at a time. All that the
 * database refuses comes out as {@link PastException}.
 */
final class Database implements AutoCloseable {
    private static final int TRIES = 8;
    /** Serialization failure, deadlock, a key that somebody else has inserted meanwhile, a row that he removed. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "23505", "23503");

    /** Locks of files are the process's; threads of it take turns here. */
    private static final Object OPENING = new Object();

    private final Address address;
    private final Handle handle;

    private Database(Address address, Handle handle) {
        this.address = address;
        this.handle = handle;
    }

    /** @param home the folder that a file and its library lie in */
    static Database open(Address address, Path home) {
        try {
            return switch (address) {
                case Address.SqliteFile file -> alone(file, home);
                case Address.Postgres server -> connected(server);
            };
        } catch (IOException | SQLException | JdbiException refused) {
            throw trouble("opening", address, refused);
        }
    }

    /** Two processes that both make the file anew would meet locks that SQLite does not wait for. */
    private static Database alone(Address.SqliteFile address, Path home) throws IOException, SQLException {
        Files.createDirectories(home);
        SqliteLibrary.provide(home);
        synchronized (OPENING) {
            try (FileChannel door = FileChannel.open(
                            home.resolve("ledger.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = door.lock()) {
                return connected(address);
            }
        }
    }

    private static Database connected(Address address) throws SQLException {
        Connection connection = address.connect();
        try {
            Schema.bringUp(connection, address);
            return new Database(address, Jdbi.create(() -> connection).open());
        } catch (SQLException | RuntimeException refused) {
            try {
                connection.close();
            } catch (SQLException second) {
                refused.addSuppressed(second);
            }
            throw refused;
        }
    }

    /** Several questions, answered from one moment. */
    <T> T read(String doing, Function<Handle, T> questions) {
        try {
            return handle.inTransaction(transaction -> {
                address.freeze(transaction);
                return questions.apply(transaction);
            });
        } catch (JdbiException refused) {
            throw trouble(doing, address, refused);
        }
    }

    /** All of it or nothing. Who else changes what {@code key} stands for takes his turn before or after. */
    <T> T write(String doing, long key, Function<Handle, T> changes) {
        for (int tries = 1; ; tries++) {
            try {
                return handle.inTransaction(transaction -> {
                    address.exclude(transaction, key);
                    return changes.apply(transaction);
                });
            } catch (JdbiException refused) {
                if (tries == TRIES || !passing(refused)) {
                    throw trouble(doing, address, refused);
                }
            }
        }
    }

    /** Whether a file is what it was written as; a server sees to that itself. */
    boolean sound() {
        return switch (address) {
            case Address.Postgres server -> true;
            case Address.SqliteFile file ->
                read("checking", asked -> asked.createQuery("pragma quick_check(1)")
                        .mapTo(String.class)
                        .one()
                        .equals("ok"));
        };
    }

    private static boolean passing(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                int code = sqlite.getResultCode().code & 0xff;
                return code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code;
            }
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() != null && PASSING.contains(sql.getSQLState());
            }
        }
        return false;
    }

    /** Whether the file is no database, or no whole one: not that it is busy, newer, or cannot be reached. */
    static boolean damaged(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                int code = sqlite.getResultCode().code & 0xff;
                return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
            }
        }
        return false;
    }

    private static PastException trouble(String doing, Address address, Exception refused) {
        Throwable deepest = refused;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String answer = address.hide(String.valueOf(deepest.getMessage())).strip();
        String advice = damaged(refused) ? " Maybe run './manage.sh history rebuild'." : "";
        return new PastException(
                doing + " the ledger " + address.shown() + ": " + answer + (advice.isEmpty() ? "" : "." + advice),
                refused);
    }

    @Override
    public void close() {
        handle.close();
    }
}
