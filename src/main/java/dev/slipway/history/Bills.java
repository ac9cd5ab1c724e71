package dev.slipway.history;

import dev.slipway.past.Bill;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Inventory.Layer;
import dev.slipway.run.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What went into attempts. */
record Bills(Handle handle) {
    private static final String HEAD = "select run.run_key, run.id, attempt.began, attempt.image, attempt.variant,"
            + " attempt.fingerprint, slipway, commit_id, dirty, engine, packages, layers, attempt.size, inputs.names,"
            + " place.host, place.folder"
            + " from run join attempt on attempt.run_key = run.run_key join place on place.mark = run.place"
            + " left join inputs on inputs.fingerprint = attempt.fingerprint ";

    private static final String OF_VARIANT =
            " and attempt.image = ? and attempt.variant = ? and attempt.status = 'PASSED'";
    private static final String OF_IMAGE = " and attempt.image = ? and attempt.status = 'PASSED'"
            + " and exists (select 1 from image where image.run_key = run.run_key and image.name = attempt.image"
            + " and image.variant = attempt.variant and image.status in ('BUILT', 'DEGRADED'))";

    /** An attempt, before its lists are looked up. */
    private record Head(
            long key,
            String run,
            Instant at,
            String image,
            String variant,
            String fingerprint,
            Provenance provenance,
            String engine,
            @Nullable String packages,
            @Nullable String layers,
            long bytes,
            Map<String, String> inputs,
            String home) {}

    /** The run that an image was good before, by what homes are told apart. */
    private record Asked(String pipeline, long began, String place) {}

    Optional<Bill> last(long run, String image) {
        return first(
                HEAD + "where run.run_key = ? and attempt.image = ? order by attempt.position desc limit 1",
                run,
                image);
    }

    /** Of one variant: where every rung is tried, the last attempt is the lowest rung's. */
    Optional<Bill> last(long run, String image, String variant) {
        return first(
                HEAD + "where run.run_key = ? and attempt.image = ? and attempt.variant = ?"
                        + " order by attempt.position desc limit 1",
                run,
                image,
                variant);
    }

    /** Of one variant, whether the image was built by it or it was tried beside. */
    Optional<Bill> lastGood(long run, String image, String variant) {
        Asked asked = asked(run);
        return here(asked, OF_VARIANT, image, variant)
                .or(() -> here(asked, OF_IMAGE, image).isPresent()
                        ? Optional.empty()
                        : elsewhere(asked, OF_VARIANT, image, variant));
    }

    /** The attempt that passed with the variant that the image was built by. */
    Optional<Bill> lastGood(long run, String image) {
        Asked asked = asked(run);
        return here(asked, OF_IMAGE, image).or(() -> elsewhere(asked, OF_IMAGE, image));
    }

    private Asked asked(long run) {
        return handle.createQuery("select pipeline, began, place from run where run_key = ?")
                .bind(0, run)
                .map((row, context) -> new Asked(row.getString(1), row.getLong(2), row.getString(3)))
                .one();
    }

    private Optional<Bill> here(Asked asked, String which, Object... parameters) {
        return newest(asked, "run.place = ?", which, parameters).map(head -> bill(head, ""));
    }

    private Optional<Bill> elsewhere(Asked asked, String which, Object... parameters) {
        return newest(asked, "run.place <> ?", which, parameters).map(head -> bill(head, head.home()));
    }

    private Optional<Head> newest(Asked asked, String where, String which, Object... parameters) {
        return head(
                HEAD + "where run.pipeline = ? and run.began < ? and " + where + which
                        + " order by run.began desc, run.id desc, attempt.position desc limit 1",
                Stream.concat(Stream.of(asked.pipeline(), asked.began(), asked.place()), Stream.of(parameters))
                        .toArray());
    }

    private Optional<Bill> first(String sql, Object... parameters) {
        return head(sql, parameters).map(head -> bill(head, ""));
    }

    private Optional<Head> head(String sql, Object... parameters) {
        return PastRuns.bound(handle.createQuery(sql), parameters)
                .map((row, context) -> head(row))
                .findFirst();
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getLong(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                PastRuns.provenance(row),
                row.getString("engine"),
                row.getString("packages"),
                row.getString("layers"),
                row.getLong("size"),
                inputs(row.getBytes("names")),
                row.getString("host") + ":" + row.getString("folder"));
    }

    private Bill bill(Head head, String elsewhere) {
        return new Bill(
                head.run(),
                elsewhere,
                head.at(),
                head.image(),
                head.variant(),
                head.fingerprint(),
                head.provenance(),
                head.engine(),
                bases(head.key(), head.inputs()),
                head.inputs(),
                handle.createQuery("select manager, name, version from package where list = ? order by position")
                        .bind(0, head.packages())
                        .map((row, context) ->
                                new InstalledPackage(row.getString(1), row.getString(2), row.getString(3)))
                        .list(),
                handle.createQuery("select instruction, size from layer where list = ? order by position")
                        .bind(0, head.layers())
                        .map((row, context) -> new Layer(row.getString(1), row.getLong(2)))
                        .list(),
                head.bytes());
    }

    /** Those that the inputs name; all of the run where nobody knows which image started from which. */
    private Map<String, String> bases(long run, Map<String, String> inputs) {
        Map<String, String> bases = new LinkedHashMap<>();
        handle
                .createQuery("select reference, id from base where run_key = ? and id <> '' order by position")
                .bind(0, run)
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .filter(base -> inputs.isEmpty() || inputs.containsKey("base " + base.getKey()))
                .forEach(base -> bases.put(base.getKey(), base.getValue()));
        return bases;
    }

    private static Map<String, String> inputs(byte @Nullable [] names) {
        try {
            return names == null ? Map.of() : Json.texts(Texts.expanded(names));
        } catch (IOException damaged) {
            throw new UncheckedIOException("reading the inputs of an image in the ledger", damaged);
        }
    }
}
