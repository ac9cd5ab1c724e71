package dev.slipway.probe;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.slipway.probe.Patience.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the log of a Celery worker tells of its tasks, at the level INFO: "Task NAME[ID] received", then how it ended. */
final class CeleryLog {
    private static final Pattern TASK = Pattern.compile(
            "Task (\\S+)\\[([0-9a-zA-Z-]{8,})\\] (received|succeeded|raised|failed|retry|ignored|rejected)");
    private static final Pattern DISCARDED = Pattern.compile("Discarding revoked task: (\\S+)\\[([0-9a-zA-Z-]{8,})\\]");

    private CeleryLog() {}

    /** The task that was received and has not ended, the first of them. */
    static Optional<String> inHand(List<String> log) {
        Map<String, String> received = new LinkedHashMap<>();
        for (String line : log) {
            Matcher task = TASK.matcher(line);
            Matcher discarded = DISCARDED.matcher(line);
            if (task.find()) {
                if (task.group(3).equals("received")) {
                    received.put(task.group(2), task.group(1));
                } else {
                    received.remove(task.group(2));
                }
            } else if (discarded.find()) {
                received.remove(discarded.group(2));
            }
        }
        return received.values().stream().findFirst();
    }

    static Sight fate(List<String> log, String id) {
        for (String line : log) {
            Matcher task = TASK.matcher(line);
            if (task.find() && task.group(2).equals(id) && !task.group(3).equals("received")) {
                return task.group(3).equals("succeeded")
                        ? new Sight.Expected("its log has \"%s\"".formatted(Wording.excerpt(line)), Map.of())
                        : new Sight.Pointless("its log has \"%s\"".formatted(Wording.excerpt(line)), null, false);
            }
        }
        return new Sight.NotYet("look found no line of the task's end");
    }
}
