package dev.slipway.cli;

import dev.slipway.nightly.timer.Cron;
import dev.slipway.nightly.timer.Errand;
import dev.slipway.nightly.timer.Systemd;
import dev.slipway.nightly.timer.Timer;
import java.util.List;
import java.util.Map;

/** The timers that a machine may have, the better one first. */
final class NightTimers {
    private NightTimers() {}

    static List<Timer> all(Map<String, String> environment) {
        return List.of(Systemd.here(environment), Cron.here());
    }

    /** Those that start the errand, as far as can be seen. */
    static List<Timer> with(Errand errand, Map<String, String> environment) {
        return all(environment).stream().filter(timer -> timer.has(errand)).toList();
    }
}
