package dev.slipway.history;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.past.PastCheck;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastImage.Rung;
import dev.slipway.past.PastRun;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Provenance;
import dev.slipway.run.StepStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows to runs. However many runs there are, there are four questions. */
final class PastRuns {
    private final Handle handle;
    private final Map<Long, List<PastImage>> images = new HashMap<>();
    private final Map<Long, List<PastCheck>> checks = new HashMap<>();
    private final Map<Long, Map<String, List<Tried>>> attempts = new HashMap<>();

    private PastRuns(Handle handle) {
        this.handle = handle;
    }

    /** One attempt, as far as an image's fate is told by it. */
    private record Tried(String variant, @Nullable StepStatus status, @Nullable Diagnosis diagnosis) {}

    /** @param which begins with {@code from run}, and says which and in what order; its parameters in order */
    static List<PastRun> of(Handle handle, String which, Object... parameters) {
        PastRuns runs = new PastRuns(handle);
        String keys = " where run_key in (select run_key from (select run_key " + which + ") as wanted)";
        runs.readAttempts(keys, parameters);
        runs.readImages(keys, parameters);
        runs.readChecks(keys, parameters);
        return bound(
                        handle.createQuery(
                                "select run_key, id, pipeline, command, began, took, ending, summary, engine,"
                                        + " slipway, commit_id, dirty " + which),
                        parameters)
                .map((row, context) -> runs.run(row))
                .list();
    }

    static Query bound(Query query, Object... parameters) {
        for (int i = 0; i < parameters.length; i++) {
            query.bind(i, parameters[i]);
        }
        return query;
    }

    private void readAttempts(String keys, Object... parameters) {
        bound(
                        handle.createQuery("select run_key, image, variant, status, diagnosis from attempt" + keys
                                + " order by run_key, position"),
                        parameters)
                .map((row, context) -> attempts.computeIfAbsent(row.getLong(1), any -> new HashMap<>())
                        .computeIfAbsent(row.getString(2), any -> new ArrayList<>())
                        .add(new Tried(row.getString(3), step(row.getString(4)), Json.diagnosis(row.getString(5)))))
                .list();
    }

    private void readImages(String keys, Object... parameters) {
        bound(
                        handle.createQuery(
                                "select run_key, name, variants, status, variant, id, size, took, reason from image"
                                        + keys + " order by run_key, position"),
                        parameters)
                .map((row, context) -> images.computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
                        .add(image(row)))
                .list();
    }

    private void readChecks(String keys, Object... parameters) {
        bound(
                        handle.createQuery("select run_key, name, status, took, detail, diagnosis from stack_check"
                                + keys + " order by run_key, position"),
                        parameters)
                .map((row, context) -> checks.computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
                        .add(new PastCheck(
                                row.getString(2),
                                step(row.getString(3)),
                                Duration.ofMillis(row.getLong(4)),
                                row.getString(5),
                                Json.diagnosis(row.getString(6)))))
                .list();
    }

    private PastRun run(ResultSet row) throws SQLException {
        long key = row.getLong(1);
        return new PastRun(
                row.getString("id"),
                row.getString("pipeline"),
                row.getString("command"),
                Instant.ofEpochMilli(row.getLong("began")),
                Duration.ofMillis(row.getLong("took")),
                PastRun.Ending.valueOf(row.getString("ending")),
                row.getString("summary"),
                row.getString("engine"),
                provenance(row),
                images.getOrDefault(key, List.of()),
                checks.getOrDefault(key, List.of()));
    }

    static Provenance provenance(ResultSet row) throws SQLException {
        return new Provenance(row.getString("slipway"), row.getString("commit_id"), row.getInt("dirty") == 1);
    }

    private PastImage image(ResultSet row) throws SQLException {
        String name = row.getString("name");
        String status = row.getString("status");
        List<String> ladder = Json.list(row.getString("variants"));
        List<Tried> tried = attempts.getOrDefault(row.getLong(1), Map.of()).getOrDefault(name, List.of());
        @Nullable ImageStatus ended = status == null ? null : ImageStatus.valueOf(status);
        return new PastImage(
                name,
                ended,
                row.getString("variant"),
                row.getString("id"),
                row.getLong("size"),
                Duration.ofMillis(row.getLong("took")),
                row.getString("reason"),
                reason(ended, ladder, tried),
                rungs(ladder, tried));
    }

    /** Of a degraded image why its preferred variant failed; of one that failed, the last that went wrong. */
    private static @Nullable Diagnosis reason(@Nullable ImageStatus ended, List<String> ladder, List<Tried> tried) {
        boolean degraded = ended == ImageStatus.DEGRADED && !ladder.isEmpty();
        if (ended != null && ended.proven() && !degraded) {
            return null;
        }
        return tried.reversed().stream()
                .filter(attempt -> attempt.diagnosis() != null)
                .filter(attempt -> !degraded || attempt.variant().equals(ladder.getFirst()))
                .map(Tried::diagnosis)
                .findFirst()
                .orElse(null);
    }

    private static List<Rung> rungs(List<String> ladder, List<Tried> tried) {
        Map<String, List<Tried>> byVariant = new LinkedHashMap<>();
        tried.forEach(attempt -> byVariant
                .computeIfAbsent(attempt.variant(), any -> new ArrayList<>())
                .add(attempt));
        Set<String> order = new LinkedHashSet<>(ladder);
        order.addAll(byVariant.keySet());
        order.retainAll(byVariant.keySet());
        List<Rung> rungs = new ArrayList<>();
        for (String variant : order) {
            List<Tried> attempts = byVariant.getOrDefault(variant, List.of());
            rungs.add(new Rung(
                    variant,
                    attempts.stream().anyMatch(attempt -> attempt.status() == StepStatus.PASSED),
                    attempts.size(),
                    attempts.reversed().stream()
                            .filter(attempt -> attempt.diagnosis() != null)
                            .map(Tried::diagnosis)
                            .findFirst()
                            .orElse(null)));
        }
        return rungs;
    }

    private static @Nullable StepStatus step(@Nullable String status) {
        return status == null ? null : StepStatus.valueOf(status);
    }
}
