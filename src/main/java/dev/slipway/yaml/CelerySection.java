package dev.slipway.yaml;

import dev.slipway.model.StackCheck;
import dev.slipway.model.WorkerCheck;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code celery}: a worker of Celery, as a check, as the readiness of a service and as a step of a stack check. */
final class CelerySection {
    private static final Key<String> APP = Key.of(
                    "app", Words.CELERY_APP, "app.celery", "The Celery app, as after celery's -A.")
            .mandatory()
            .strangers("application", "A");
    private static final Key<WorkerCheck.Job> TASK = Key.of(
                    "task",
                    JobSection.CELERY,
                    "{name: app.add, args: [1, 2], result: 3}",
                    "A task that is sent as the app routes it, and must succeed.")
            .otherwise("only a ping must be answered")
            .strangers("job");
    private static final Key<Duration> BUSY = Key.of(
                    "busy",
                    Durations.DURATION,
                    "2m",
                    "How long an unanswered ping is forgiven while the worker is seen to have a task in hand: with the solo pool it answers nothing then.")
            .otherwise("not at all")
            .strangers("patience", "tolerance");
    private static final Key<Duration> WITHIN = Key.of(
                    "within",
                    Durations.DURATION,
                    "30s",
                    "The longest until the ping is answered, and as long again until the task is done.")
            .fallback("60s")
            .strangers("timeout");
    private static final Key<String> IN = Key.of(
                    "in", References.OWN_CONTAINER, "worker", "The image or service that runs the worker.")
            .mandatory()
            .strangers("to", "image", "service");
    private static final List<Key<?>> KEYS = List.of(APP, TASK, BUSY, WITHIN);

    static final Fields<WorkerCheck.Celery> SHAPE = Fields.of(
            "celery",
            "The Celery node of that very container answers a ping, and does a task.",
            KEYS,
            CelerySection::read);

    static final Fields<StackCheck.Step> STEP = Fields.of(
            "stack celery",
            "A running Celery worker of the stack.",
            Stream.concat(Stream.of(IN), KEYS.stream()).toList(),
            section -> {
                String in = section.optional(IN);
                WorkerCheck.Celery check = read(section);
                return in == null || check == null ? null : new StackCheck.Step(in, check);
            });

    private CelerySection() {}

    private static WorkerCheck.@Nullable Celery read(Section section) {
        String app = section.optional(APP);
        WorkerCheck.Job task = section.optional(TASK);
        Duration busy = section.optional(BUSY);
        Duration within = section.value(WITHIN);
        return app == null ? null : new WorkerCheck.Celery(app, task, busy, within, section.origin());
    }
}
