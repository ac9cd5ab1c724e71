package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.model.WorkerCheck;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.Map;

/** What the program that asks an arq worker has seen, in words that go on from "last". */
final class ArqWording {
    private ArqWording() {}

    static Sight sight(WorkerCheck.Arq check, JsonNode report) {
        String kind = report.path("kind").asText();
        return switch (kind) {
            case "alive" -> alive(report);
            case "record-missing" -> new Sight.NotYet(missing(check, report));
            case "process-missing" ->
                new Sight.NotYet(
                        "look found no process of arq in the container; the record of health at %s on %s is of another one"
                                .formatted(WorkerWording.text(report, "key"), WorkerWording.text(report, "redis")));
            case "record-stale" ->
                new Sight.NotYet("record of health at %s on %s was written %s ago, before this worker began %s ago"
                        .formatted(
                                WorkerWording.text(report, "key"),
                                WorkerWording.text(report, "redis"),
                                seconds(report, "written"),
                                seconds(report, "up")));
            case "redis-refused" ->
                new Sight.NotYet("try to ask Redis at %s raised %s"
                        .formatted(WorkerWording.text(report, "redis"), WorkerWording.error(report)));
            case "job-waiting" ->
                new Sight.Pointless(
                        "job %s was not taken out of the queue %s in %s (%d waiting there). Maybe the worker is busy, or listens on another queue"
                                .formatted(
                                        WorkerWording.job(check.job()),
                                        WorkerWording.text(report, "queue"),
                                        Wording.time(check.within()),
                                        report.path("waiting").asInt()),
                        null,
                        false);
            case "job-lost" ->
                new Sight.Pointless(
                        "job %s is gone without a result (keep_result of the worker: %s)"
                                .formatted(WorkerWording.job(check.job()), WorkerWording.text(report, "kept")),
                        null,
                        false);
            default -> WorkerWording.sight(check.job(), check.within(), report);
        };
    }

    private static Sight alive(JsonNode report) {
        String record = WorkerWording.text(report, "record");
        double interval = report.path("interval").asDouble();
        String lasting = interval > 60
                ? ", kept %s after the worker's death (health_check_interval)"
                        .formatted(Wording.time(Duration.ofMillis(Math.round((interval + 1) * 1000))))
                : "";
        return new Sight.Expected(
                "record %s%s".formatted(record, lasting), Map.of("health.interval.seconds", Double.toString(interval)));
    }

    private static String missing(WorkerCheck.Arq check, JsonNode report) {
        return "look found no record of health at %s on %s (%s). Maybe the worker does not run, has other settings than %s, or is kept from its loop longer than its health_check_interval of %s"
                .formatted(
                        WorkerWording.text(report, "key"),
                        WorkerWording.text(report, "redis"),
                        WorkerWording.times(report.path("looks").asInt(), "look"),
                        check.settings(),
                        seconds(report, "interval"));
    }

    private static String seconds(JsonNode report, String field) {
        return Wording.time(Duration.ofMillis(Math.round(report.path(field).asDouble() * 1000)));
    }
}
