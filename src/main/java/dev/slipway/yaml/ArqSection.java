package dev.slipway.yaml;

import dev.slipway.model.StackCheck;
import dev.slipway.model.WorkerCheck;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code arq}: a worker of arq, as a check, as the readiness of a service and as a step of a stack check. */
final class ArqSection {
    private static final Key<String> SETTINGS = Key.of(
                    "settings", Words.DOTTED, "app.WorkerSettings", "The worker's settings, as on arq's command line.")
            .mandatory()
            .strangers("worker", "app", "class");
    private static final Key<WorkerCheck.Job> JOB = Key.of(
                    "job",
                    JobSection.ARQ,
                    "{function: add, args: [1, 2], result: 3}",
                    "A job that is put into the worker's queue and must come back.")
            .otherwise("only the worker's record of its health is asked for")
            .strangers("task");
    private static final Key<Duration> WITHIN = Key.of(
                    "within",
                    Durations.DURATION,
                    "30s",
                    "The longest until the worker's record is there, and as long again until the job is done.")
            .fallback("30s")
            .strangers("timeout");
    private static final Key<String> IN = Key.of(
                    "in", References.OWN_CONTAINER, "worker", "The image or service that runs the worker.")
            .mandatory()
            .strangers("to", "image", "service");
    private static final List<Key<?>> KEYS = List.of(SETTINGS, JOB, WITHIN);

    static final Fields<WorkerCheck.Arq> SHAPE = Fields.of(
            "arq", "A running arq worker keeps its record of health, and does a job.", KEYS, ArqSection::read);

    static final Fields<StackCheck.Step> STEP = Fields.of(
            "stack arq",
            "A running arq worker of the stack.",
            Stream.concat(Stream.of(IN), KEYS.stream()).toList(),
            section -> {
                String in = section.optional(IN);
                WorkerCheck.Arq check = read(section);
                return in == null || check == null ? null : new StackCheck.Step(in, check);
            });

    private ArqSection() {}

    private static WorkerCheck.@Nullable Arq read(Section section) {
        String settings = section.optional(SETTINGS);
        WorkerCheck.Job job = section.optional(JOB);
        Duration within = section.value(WITHIN);
        return settings == null ? null : new WorkerCheck.Arq(settings, job, within, section.origin());
    }
}
