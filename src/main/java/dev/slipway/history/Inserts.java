package dev.slipway.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Rows for one table, sent together. Call {@link #flush} at the end. */
final class Inserts {
    private static final int AT_ONCE = 500;

    private final Handle handle;
    private final String sql;
    private final List<@Nullable Object[]> waiting = new ArrayList<>();

    Inserts(Handle handle, String table, int columns) {
        this.handle = handle;
        this.sql = "insert into " + table + " values (" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
    }

    void row(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] instanceof String text ? Texts.storable(text) : values[i];
        }
        waiting.add(values);
        if (waiting.size() >= AT_ONCE) {
            flush();
        }
    }

    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            waiting.forEach(batch::add);
            batch.execute();
        }
        waiting.clear();
    }
}
