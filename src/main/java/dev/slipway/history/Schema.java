package dev.slipway.history;

import dev.slipway.past.PastException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables, brought up to what this version knows. One question tells whether they are already; only when they are not are
 * the migrations loaded, which takes longer than any answer of the ledger.
 */
final class Schema {
    /** The newest of the migrations beside this class. */
    static final int NEWEST = 1;

    static final String TABLE = "slipway_ledger_schema";

    private Schema() {}

    static void bringUp(Connection connection, Address address) throws SQLException {
        int found = version(connection, address);
        if (found > NEWEST) {
            throw new PastException(
                    "opening the ledger " + address.shown() + ": a newer Slipway has written it (its schema is " + found
                            + ", this one knows " + NEWEST + "). Maybe use that version, or another ledger.",
                    new SQLException("schema " + found));
        }
        if (found < NEWEST) {
            migrate(address);
        }
    }

    private static int version(Connection connection, Address address) throws SQLException {
        String there =
                switch (address) {
                    case Address.SqliteFile file -> "select count(*) from sqlite_master where name = '" + TABLE + "'";
                    case Address.Postgres server -> "select count(to_regclass('" + TABLE + "'))";
                };
        if (number(connection, there) == 0) {
            return 0;
        }
        return number(
                connection, "select coalesce(max(cast(version as integer)), 0) from " + TABLE + " where version <> ''");
    }

    private static int number(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() ? answer.getInt(1) : 0;
        }
    }

    private static void migrate(Address address) throws SQLException {
        FluentConfiguration wishes = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(new OneAddress(address))
                .locations("classpath:dev/slipway/history")
                .placeholders(Map.of("bytes", address.bytes()))
                .table(TABLE);
        try {
            wishes.load().migrate();
        } catch (FlywayException refused) {
            throw new SQLException("making its tables: " + refused.getMessage(), refused);
        }
    }
}
