package dev.slipway.history;

import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Series.Sample;
import dev.slipway.past.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;

/** What was asked and what was measured, over many runs. */
final class Measurements {
    private static final String NIGHTLY = "nightly";

    private static final Map<String, Measure> FACTS = Map.of(
            "startUpMs", Measure.START_UP,
            "silenceMs", Measure.SILENCE,
            "importMs", Measure.IMPORT_TIME,
            "importRssBytes", Measure.MEMORY,
            "peakMemoryBytes", Measure.MEMORY);

    private final Handle handle;
    private final String pipeline;
    private final Instant since;
    private final Map<Measure, Map<String, List<Sample>>> series = new LinkedHashMap<>();

    Measurements(Handle handle, String pipeline, Instant since) {
        this.handle = handle;
        this.pipeline = pipeline;
        this.since = since;
    }

    List<Trial> trials() {
        String sql = "select run.id, step.began, attempt.image, coalesce(attempt.variant, '') as variant, kind, title,"
                + " stack_check.name as stack, coalesce(attempt.number, 0) as number,"
                + " coalesce(attempt.fingerprint, '') as fingerprint, step.status,"
                + " coalesce(attempt.nature, stack_check.nature, '') as nature"
                + " from run join step on step.run_key = run.run_key"
                + " left join attempt on attempt.run_key = step.run_key and attempt.position = step.attempt"
                + " left join stack_check on stack_check.run_key = step.run_key and stack_check.position = step.stack_check"
                + where() + " and kind <> 'layer' and (step.attempt is not null or step.stack_check is not null)"
                + " and (step.status = 'PASSED' or (step.status in ('FAILED', 'ERRORED')"
                + " and coalesce(attempt.nature, stack_check.nature, '') <> ''))"
                + " order by step.began, run.id, step.position";
        return PastRuns.bound(handle.createQuery(sql), parameters())
                .map((row, context) -> {
                    String stack = row.getString("stack");
                    boolean passed = row.getString("status").equals("PASSED");
                    return new Trial(
                            row.getString("id"),
                            Instant.ofEpochMilli(row.getLong("began")),
                            stack == null ? row.getString("image") : "stack",
                            row.getString("variant"),
                            row.getString("kind"),
                            stack == null ? row.getString("title") : stack + ": " + row.getString("title"),
                            row.getInt("number"),
                            row.getString("fingerprint"),
                            passed,
                            passed ? "" : row.getString("nature"));
                })
                .list();
    }

    List<Series> measures() {
        readRuns();
        readImages();
        readSteps();
        List<Series> all = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            series.getOrDefault(measure, Map.of())
                    .forEach((subject, samples) -> all.add(new Series(measure, subject, samples)));
        }
        return all;
    }

    private String where() {
        return " where run.began >= ?" + (pipeline.isEmpty() ? "" : " and run.pipeline = ?");
    }

    private Object[] parameters() {
        return pipeline.isEmpty() ? new Object[] {since.toEpochMilli()} : new Object[] {since.toEpochMilli(), pipeline};
    }

    /** A run that found most of its images ready says nothing about how long the work takes. */
    private void readRuns() {
        String sql = "select id, began, took, command from run" + where() + " and ending in ('PROVEN', 'DEGRADED')"
                + " and not exists (select 1 from image where image.run_key = run.run_key and status = 'CACHED')"
                + " order by began, id";
        PastRuns.bound(handle.createQuery(sql), parameters())
                .map((row, context) -> add(
                        Measure.DURATION,
                        row.getString(4).equals(NIGHTLY) ? "nightly runs" : "",
                        new Sample(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getLong(3))))
                .list();
    }

    /** The spare rungs that are tried once it is proven are no time of the image. */
    private void readImages() {
        String sql = "select run.id, run.began, image.name, coalesce((select sum(attempt.took) from attempt"
                + " where attempt.run_key = image.run_key and attempt.image = image.name and attempt.position <="
                + " (select min(good.position) from attempt good where good.run_key = image.run_key"
                + " and good.image = image.name and good.status = 'PASSED')), image.took), image.size, run.command from run"
                + " join image on image.run_key = run.run_key" + where() + " and status = 'BUILT'"
                + " order by run.began, run.id, position";
        PastRuns.bound(handle.createQuery(sql), parameters())
                .map((row, context) -> {
                    String run = row.getString(1);
                    Instant at = Instant.ofEpochMilli(row.getLong(2));
                    if (row.getLong(5) > 0) {
                        add(Measure.SIZE, row.getString(3), new Sample(run, at, row.getLong(5)));
                    }
                    String subject = row.getString(3) + suffix(row.getString(6));
                    return add(Measure.DURATION, subject, new Sample(run, at, row.getLong(4)));
                })
                .list();
    }

    private void readSteps() {
        String sql =
                "select run.id, step.began, attempt.image, attempt.variant, title, stack_check.name as stack, step.took,"
                        + " facts, run.command from run join step on step.run_key = run.run_key"
                        + " left join attempt on attempt.run_key = step.run_key and attempt.position = step.attempt"
                        + " left join stack_check on stack_check.run_key = step.run_key and stack_check.position = step.stack_check"
                        + where() + " and kind <> 'layer' and step.status = 'PASSED'"
                        + " and (step.attempt is not null or step.stack_check is not null)"
                        + " order by step.began, run.id, step.position";
        PastRuns.bound(handle.createQuery(sql), parameters())
                .map((row, context) -> {
                    String stack = row.getString("stack");
                    String subject =
                            (stack == null ? row.getString("image") + "/" + row.getString("variant") : "stack/" + stack)
                                    + "/" + row.getString("title");
                    String run = row.getString("id");
                    Instant at = Instant.ofEpochMilli(row.getLong("began"));
                    measured(Json.texts(row.getString("facts")))
                            .forEach((measure, value) -> add(measure, subject, new Sample(run, at, value)));
                    return add(
                            Measure.DURATION,
                            subject + suffix(row.getString("command")),
                            new Sample(run, at, row.getLong("took")));
                })
                .list();
    }

    /** Nothing is taken from a builder's cache at night, so what takes long then is no step in what is built by day. */
    private static String suffix(String command) {
        return command.equals(NIGHTLY) ? " in nightly runs" : "";
    }

    /** Memory is told of a container and of a process in it; the larger counts. */
    private static Map<Measure, Double> measured(Map<String, String> facts) {
        Map<Measure, Double> measured = new EnumMap<>(Measure.class);
        facts.forEach((name, value) -> {
            Measure measure = FACTS.get(name);
            OptionalDouble number = number(value);
            if (measure != null && number.isPresent()) {
                measured.merge(measure, number.getAsDouble(), Double::max);
            }
        });
        return measured;
    }

    private boolean add(Measure measure, String subject, Sample sample) {
        return series.computeIfAbsent(measure, any -> new LinkedHashMap<>())
                .computeIfAbsent(subject, any -> new ArrayList<>())
                .add(sample);
    }

    private static OptionalDouble number(String value) {
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException words) {
            return OptionalDouble.empty();
        }
    }
}
