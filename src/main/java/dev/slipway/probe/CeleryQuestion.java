package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.model.WorkerCheck;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pings the Celery node of the container that is asked. While a worker of the solo pool does a task it answers nothing,
 * so that silence alone tells nothing: with patience declared, it is forgiven as long as the worker's own log, or the
 * processor that it uses, shows that it has a task in hand.
 */
final class CeleryQuestion {
    private static final int LOG_LINES = 500;
    /** How long one look lasts once silence has to be forgiven: evidence is looked for between two of them. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Asking asking;
    private final WorkerCheck.Celery check;
    private final long begun = System.nanoTime();

    CeleryQuestion(Asking asking, WorkerCheck.Celery check) {
        this.asking = asking;
        this.check = check;
    }

    ProbeResult ask(Running running) {
        Program program = new Program(asking, running, List.of("workers.py", "celery_common.py", "celery_worker.py"));
        WorkerQuestion.Round round = new WorkerQuestion.Round(
                program, WorkerQuestion.asked(Program.question().put("path", check.app()), check.sample()));
        Duration busy = check.busy().orElse(Duration.ZERO);
        Duration whole = busy.compareTo(check.within()) > 0 ? busy : check.within();
        return Patience.ask(
                check.title() + " in " + running.alias(),
                whole,
                asking.stop(),
                () -> round.look(running, limit(), asking.stop(), report -> sight(running, report)),
                () -> round.lines(running));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private boolean overdue() {
        return elapsed().compareTo(check.within()) >= 0;
    }

    private Duration limit() {
        return overdue() ? LOOK : WorkerQuestion.left(begun, check.within());
    }

    private Sight sight(Running running, JsonNode report) {
        return switch (report.path("kind").asText()) {
            case "alive" ->
                new Sight.Expected(
                        "%s answers (%s)"
                                .formatted(
                                        WorkerWording.text(report, "node"),
                                        WorkerWording.times(report.path("pings").asInt(), "ping")),
                        Map.of("ping.count", report.path("pings").asText()));
            case "unanswered" -> unanswered(running, report);
            case "broker-refused" ->
                new Sight.NotYet("try to reach the broker at %s raised %s"
                        .formatted(WorkerWording.text(report, "broker"), WorkerWording.error(report)));
            case "backend-refused" ->
                WorkerWording.never("asking for the result of %s (broker %s, results %s) raised %s"
                        .formatted(
                                WorkerWording.job(check.task()),
                                WorkerWording.text(report, "broker"),
                                WorkerWording.text(report, "backend"),
                                WorkerWording.error(report)));
            case "task-unknown" ->
                WorkerWording.never("%s knows no task %s; it knows %s"
                        .formatted(
                                WorkerWording.text(report, "node"),
                                WorkerWording.job(check.task()),
                                names(WorkerWording.list(report, "tasks"))));
            case "job-waiting" -> WorkerWording.never(waiting(report));
            case "task-sent" -> untold(running, report);
            default -> WorkerWording.sight(check.task(), check.within(), report);
        };
    }

    private Sight unanswered(Running running, JsonNode report) {
        String silence = "%s of %s unanswered (broker %s)"
                .formatted(
                        WorkerWording.times(report.path("pings").asInt(), "ping"),
                        WorkerWording.text(report, "node"),
                        WorkerWording.text(report, "broker"));
        if (report.path("gone").asBoolean() || report.path("process").isNull()) {
            return new Sight.NotYet(silence + ", and no process of a Celery worker in the container");
        }
        if (check.busy().isEmpty()) {
            return new Sight.NotYet(silence
                    + CeleryLog.inHand(running.lastLines(LOG_LINES))
                            .map(task -> ", the log has the task %s in hand. Maybe allow it with 'busy'"
                                    .formatted(Wording.excerpt(task)))
                            .orElse(""));
        }
        Optional<String> evidence = CeleryLog.inHand(running.lastLines(LOG_LINES))
                .map(task -> "the log has the task %s in hand".formatted(Wording.excerpt(task)))
                .or(() -> processor(report));
        if (evidence.isPresent()) {
            return new Sight.NotYet(silence + ", " + evidence.get());
        }
        return overdue()
                ? WorkerWording.never(silence + ", and nothing shows that it has a task in hand")
                : new Sight.NotYet(silence);
    }

    /** A log above the level INFO tells no tasks; who computes is not hanging in a wait. */
    private static Optional<String> processor(JsonNode report) {
        double used = report.path("used").asDouble();
        double looked = report.path("looked").asDouble();
        return looked >= 1 && used >= looked / 2
                ? Optional.of("it used the processor for %.1fs of %.1fs".formatted(used, looked))
                : Optional.empty();
    }

    private String waiting(JsonNode report) {
        List<String> queues = WorkerWording.list(report, "queues");
        String queue = WorkerWording.text(report, "queue");
        String sent =
                "%s was not done within %s".formatted(WorkerWording.job(check.task()), Wording.time(check.within()));
        return queues.isEmpty() || queues.contains(queue)
                ? sent + ": it waits in the queue %s. Maybe the worker is busy".formatted(queue)
                : sent
                        + ": it was sent to the queue %s, and %s listens on %s"
                                .formatted(queue, WorkerWording.text(report, "node"), names(queues));
    }

    /** The app keeps no results, so the worker's log is all there is. */
    private Sight untold(Running running, JsonNode report) {
        if (check.task().flatMap(WorkerCheck.Job::wanted).isPresent()) {
            return WorkerWording.never("%s has no result to compare: the app keeps none (result_backend, ignore_result)"
                    .formatted(WorkerWording.job(check.task())));
        }
        String id = report.path("id").asText();
        ProbeResult told = Patience.ask(
                "log of " + running.alias(),
                check.within(),
                asking.stop(),
                () -> CeleryLog.fate(running.lastLines(LOG_LINES), id),
                List::of);
        return switch (told) {
            case ProbeResult.Healthy healthy ->
                new Sight.Expected(WorkerWording.job(check.task()) + ": " + healthy.detail(), Map.of());
            case ProbeResult.Unhealthy no ->
                WorkerWording.never("%s was sent, and the app keeps no results; %s"
                        .formatted(WorkerWording.job(check.task()), no.message()));
        };
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
