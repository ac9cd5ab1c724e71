package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.Schedule;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The dead man's word: a night that somebody relies on did not begin. It costs a look at one small file. */
final class Overdue {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Overdue() {}

    static void warn(Pipeline pipeline, Shell shell, Clock clock) {
        Optional<Schedule> schedule = Schedule.of(pipeline.nightly(), clock.getZone());
        if (schedule.isEmpty()) {
            return;
        }
        LastNight last = LastNight.read(NightFiles.in(shell.workspace().home(), pipeline.name()));
        Optional<Instant> since = last.overdue(schedule.get(), clock.instant());
        since.ifPresent(due -> {
            shell.err()
                    .println("slipway: the nightly of " + pipeline.name() + " is overdue since "
                            + MINUTE.format(due.atZone(clock.getZone())) + ".");
            shell.err().println("Maybe look at './manage.sh nightly status'.");
        });
    }
}
