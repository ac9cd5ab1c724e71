package dev.slipway.yaml;

import dev.slipway.model.StackCheck;
import dev.slipway.model.WorkerCheck;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@code beat}: Celery's scheduler, as a check, as the readiness of a service and as a step of a stack check. */
final class BeatSection {
    private static final Key<String> APP = Key.of(
                    "app",
                    Words.CELERY_APP,
                    "app.celery",
                    "The Celery app, as after celery's -A; its schedule must be held.")
            .otherwise("only the schedule file is read")
            .strangers("application", "A");
    private static final Key<String> SCHEDULE = Key.of(
                    "schedule",
                    Paths.IN_CONTAINER,
                    "/var/lib/beat/celerybeat-schedule",
                    "The schedule file in the container.")
            .otherwise("the one that the process or the app names")
            .strangers("file", "filename");
    private static final Key<Duration> WITHIN = Key.of(
                    "within", Durations.DURATION, "60s", "The longest until the scheduler gives a sign of life.")
            .fallback("60s")
            .strangers("timeout");
    private static final Key<String> IN = Key.of(
                    "in", References.OWN_CONTAINER, "worker", "The image or service that runs the scheduler.")
            .mandatory()
            .strangers("to", "image", "service");
    private static final List<Key<?>> KEYS = List.of(APP, SCHEDULE, WITHIN);

    static final Fields<WorkerCheck.Beat> SHAPE = Fields.of(
            "beat",
            "Celery's scheduler holds its schedule and sends what is due.",
            KEYS,
            BeatSection::read,
            Group.atLeastOne("app", "schedule"));

    static final Fields<StackCheck.Step> STEP = Fields.of(
            "stack beat",
            "Celery's scheduler, running in the stack.",
            Stream.concat(Stream.of(IN), KEYS.stream()).toList(),
            section -> {
                String in = section.optional(IN);
                WorkerCheck.Beat check = read(section);
                return in == null ? null : new StackCheck.Step(in, check);
            },
            Group.atLeastOne("app", "schedule"));

    private BeatSection() {}

    private static WorkerCheck.Beat read(Section section) {
        return new WorkerCheck.Beat(
                section.optional(APP), section.optional(SCHEDULE), section.value(WITHIN), section.origin());
    }
}
