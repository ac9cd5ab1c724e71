package dev.slipway.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Where a ledger is kept, and what differs between the two databases that can keep it. */
sealed interface Address {
    /**
     * @param url empty for the file; else {@code jdbc:postgresql:…}
     * @param environment PGUSER and PGPASSWORD count where the URL names none
     * @throws IllegalArgumentException when the URL is of no database that is known here
     */
    static Address of(String url, Path file, Map<String, String> environment) {
        if (url.isBlank()) {
            return new SqliteFile(file);
        }
        if (url.startsWith(Postgres.SCHEME)) {
            return new Postgres(PostgresUrl.of(url, environment), Postgres.PATIENCE);
        }
        throw new IllegalArgumentException("the ledger is kept in PostgreSQL by " + Postgres.SCHEME
                + "//HOST/DATABASE, or in a file without any address; not by "
                + url.replaceFirst("(?s)^((?:[a-z]+:){0,2}).*$", "'$1…'"));
    }

    Connection connect() throws SQLException;

    /** As people may be told it: no password. */
    String shown();

    /** The message without the password. */
    String hide(String message);

    /** The name of the type of bytes. */
    String bytes();

    /** First in a transaction that writes: whoever else is about to change the same waits, and sees what we made of it. */
    void exclude(Handle handle, long key);

    /** First in a transaction of several questions: all are answered from one moment. */
    void freeze(Handle handle);

    /** A file, opened by one library without a server. */
    record SqliteFile(Path file) implements Address {
        private static final int PATIENCE_MILLIS = 60_000;

        @Override
        public Connection connect() throws SQLException {
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(JournalMode.WAL);
            config.setSynchronous(SynchronousMode.NORMAL);
            config.setBusyTimeout(PATIENCE_MILLIS);
            config.enforceForeignKeys(true);
            return config.createConnection("jdbc:sqlite:" + file);
        }

        @Override
        public String shown() {
            return file.toString();
        }

        @Override
        public String hide(String message) {
            return message;
        }

        @Override
        public String bytes() {
            return "blob";
        }

        @Override
        public void exclude(Handle handle, long key) {
            // A transaction that began by reading is refused, not made to wait, when it comes to write.
            handle.execute("update place set mark = mark where 1 = 0");
        }

        @Override
        public void freeze(Handle handle) {
            // Its first question does that by itself.
        }
    }

    /**
     * A server, shared by a team.
     *
     * @param patience how long a change waits for whoever else is about to change the same
     */
    record Postgres(PostgresUrl url, Duration patience) implements Address {
        static final String SCHEME = "jdbc:postgresql:";

        static final Duration PATIENCE = Duration.ofMinutes(1);

        private static final Duration LOGIN = Duration.ofSeconds(30);
        /** Longer than any patience and any answer: whoever says nothing for so long has gone. */
        private static final Duration SILENCE = Duration.ofMinutes(5);

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url.bare(), wishes());
        }

        /** What the URL says of the same counts more; the driver sees to that. */
        Properties wishes() {
            Properties wishes = new Properties();
            wishes.putAll(url.properties());
            wishes.setProperty("ApplicationName", "slipway");
            wishes.setProperty("connectTimeout", "10");
            wishes.setProperty("loginTimeout", String.valueOf(LOGIN.toSeconds()));
            wishes.setProperty("socketTimeout", String.valueOf(SILENCE.toSeconds()));
            wishes.setProperty("tcpKeepAlive", "true");
            return wishes;
        }

        @Override
        public String shown() {
            return url.shown();
        }

        @Override
        public String hide(String message) {
            return url.hide(message);
        }

        @Override
        public String bytes() {
            return "bytea";
        }

        @Override
        public void exclude(Handle handle, long key) {
            handle.execute("set local lock_timeout = " + patience.toMillis());
            handle.createQuery("select 1 from (select pg_advisory_xact_lock(?)) as locked")
                    .bind(0, key)
                    .mapTo(int.class)
                    .one();
        }

        @Override
        public void freeze(Handle handle) {
            handle.execute("set transaction isolation level repeatable read, read only");
        }
    }
}
