package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.model.WorkerCheck;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what is seen of Celery's scheduler is a heartbeat. It saves its schedule file at its start, after the first
 * task that it sends, and then every three minutes at the most; so its log counts first, and a silent one is made up for
 * by that file, by the process waking up, and by what the container sends.
 *
 * @param looked since when it is looked at
 * @param before lines of tasks being sent that stood in the log at the first look
 */
record BeatWording(WorkerCheck.Beat check, Duration looked, List<String> before, List<String> log) {
    private static final String SENDING = "Scheduler: Sending due task";
    private static final String PERSISTENT = "PersistentScheduler";
    private static final String STARTING = "beat: Starting";
    private static final List<String> TROUBLE =
            List.of("beat: Connection error", "Message Error:", "SchedulingError", "Removing corrupted schedule file");
    private static final Duration SILENT = Duration.ofSeconds(5);
    /** A task with its headers is longer than that on any broker. */
    private static final long A_TASK = 200;

    static List<String> sent(List<String> log) {
        return log.stream().filter(line -> line.contains(SENDING)).toList();
    }

    Sight sight(JsonNode report) {
        return switch (report.path("kind").asText()) {
            case "beat" -> beat(report);
            case "beat-missing" -> new Sight.NotYet("look found no process of celery beat in the container");
            default -> WorkerWording.sight(Optional.empty(), check.within(), report);
        };
    }

    private Sight beat(JsonNode report) {
        Optional<String> wrong = stopped(report).or(this::trouble).or(() -> file(report));
        if (wrong.isPresent()) {
            return new Sight.NotYet(wrong.get());
        }
        List<String> now = sent(log);
        if (!now.isEmpty() && !now.getLast().equals(before.isEmpty() ? "" : before.getLast())) {
            return yes("sent a due task while it was looked at: \"" + Wording.excerpt(now.getLast()) + "\"", report);
        }
        List<String> moved = WorkerWording.list(report, "moved");
        if (!moved.isEmpty()) {
            return yes("its schedule file moved on while it was looked at: " + String.join(", ", moved), report);
        }
        if (empty(report)) {
            return yes("runs, and its schedule is empty", report);
        }
        if (known(report)
                && report.path("due").asDouble() * 1000 > check.within().toMillis()) {
            return yes(
                    "runs, and nothing is due for %s: no sending was to be seen"
                            .formatted(seconds(report.path("due").asDouble())),
                    report);
        }
        // At the level INFO it says so when it starts, and would have said when it sends.
        boolean telling = !now.isEmpty() || log.stream().anyMatch(line -> line.contains(STARTING));
        return !telling && looked.compareTo(SILENT) >= 0
                ? silent(report)
                : new Sight.NotYet("look saw no task sent%s".formatted(last(now)));
    }

    /** What a scheduler of another kind has to send, in a database perhaps, only its own file could tell. */
    private static boolean known(JsonNode report) {
        return report.has("entries") || report.path("scheduler").asText().equals(PERSISTENT);
    }

    private static boolean empty(JsonNode report) {
        return report.has("entries")
                ? report.path("entries").asInt() == 0
                : known(report)
                        && report.has("planned")
                        && report.path("planned").asInt() == 0;
    }

    /** Nothing in the log tells of sending, as it is with a level above INFO. */
    private Sight silent(JsonNode report) {
        long woken = report.path("woken").asLong();
        long bytes = report.path("sent").asLong();
        List<String> ran = WorkerWording.list(report, "ran");
        if (woken > 0 && !ran.isEmpty()) {
            return yes(
                    "sent %s since it began, says its schedule file, and woke %d times in %s; its log tells no more"
                            .formatted(String.join(", ", ran), woken, Wording.time(looked)),
                    report);
        }
        if (woken > 0 && bytes >= A_TASK) {
            return yes(
                    "woke %d times and sent %d bytes in %s; its log and schedule file tell no more. Maybe run it with -l INFO"
                            .formatted(woken, bytes, Wording.time(looked)),
                    report);
        }
        return new Sight.NotYet("look saw no task sent: its log has none, and it woke %d times and sent %d bytes"
                .formatted(woken, bytes));
    }

    private static Optional<String> stopped(JsonNode report) {
        return switch (report.path("state").asText()) {
            case "T", "t" -> Optional.of("look found its process stopped (state T)");
            case "Z", "X" -> Optional.of("look found its process dead (state Z)");
            default -> Optional.empty();
        };
    }

    /** The newest word of the log counts: a broker that came back is forgiven. */
    private Optional<String> trouble() {
        int sending = -1;
        int trouble = -1;
        for (int i = 0; i < log.size(); i++) {
            String line = log.get(i);
            if (line.contains(SENDING)) {
                sending = i;
            } else if (TROUBLE.stream().anyMatch(line::contains)) {
                trouble = i;
            }
        }
        return trouble > sending || (trouble >= 0 && trouble == sending + 1)
                ? Optional.of("log line is \"%s\"".formatted(Wording.excerpt(log.get(trouble))))
                : Optional.empty();
    }

    private static Optional<String> file(JsonNode report) {
        if (!report.path("scheduler").asText().equals(PERSISTENT)) {
            return Optional.empty();
        }
        String path = WorkerWording.text(report, "file");
        if (!report.path("there").asBoolean()) {
            return Optional.of("look found no schedule file " + path);
        }
        if (report.path("written").asDouble() < -2) {
            return Optional.of("look found the schedule file %s untouched since the process began".formatted(path));
        }
        List<String> lacking = WorkerWording.list(report, "lacking");
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of("look found no %s in the schedule file %s".formatted(String.join(", ", lacking), path));
    }

    private static String last(List<String> sent) {
        return sent.isEmpty() ? "" : "; the newest line of one is \"" + Wording.excerpt(sent.getLast()) + "\"";
    }

    private static String seconds(double seconds) {
        return Wording.time(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static Sight.Expected yes(String detail, JsonNode report) {
        return new Sight.Expected(
                detail, Map.of("beat.entries", report.path("entries").asText("0")));
    }
}
