package dev.slipway.console;

import dev.slipway.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notices when something that runs has not been heard of for a while, so that a long step is not taken for a hang. */
final class Heartbeat {
    private static final Duration OFTEN = Duration.ofSeconds(10);
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Activity activity;
    private final Map<String, Instant> lastHeard = new LinkedHashMap<>();

    Heartbeat(Activity activity) {
        this.activity = activity;
    }

    /** A sign of life to be given for the owner. */
    record Beat(String owner, Activity.Running running) {}

    void on(RunEvent event, boolean wasTold) {
        String owner = Activity.ownerOf(event.span());
        if (event instanceof RunEvent.End && owner.equals(event.span())) {
            lastHeard.remove(owner);
        } else if (wasTold || (event instanceof RunEvent.Start && owner.equals(event.span()))) {
            lastHeard.put(owner, event.at());
        }
    }

    List<Beat> due(Instant now) {
        List<Beat> due = new ArrayList<>();
        for (Map.Entry<String, Instant> entry : lastHeard.entrySet()) {
            activity.running(entry.getKey())
                    .filter(running -> isDue(entry.getValue(), running.since(), now))
                    .ifPresent(running -> {
                        due.add(new Beat(entry.getKey(), running));
                        entry.setValue(now);
                    });
        }
        return due;
    }

    private static boolean isDue(Instant heard, Instant since, Instant now) {
        Instant silentSince = heard.isAfter(since) ? heard : since;
        Duration patience = Duration.between(since, now).compareTo(LONG) < 0 ? OFTEN : SELDOM;
        return !silentSince.plus(patience).isAfter(now);
    }
}
