package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.WorkerCheck;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ready}: the question that tells whether a service is up. Asked in or of the running container. */
final class ReadySection {
    private static final Key<String> RUN = Key.of(
                    "run", Text.SOME, "redis-cli ping", "A command that must pass in the running container.")
            .strangers("command", "test", "cmd");
    private static final Key<Check.Http> HTTP = Key.of(
                    "http", HttpSection.CHECK, "{port: 80}", "A request that must be answered.")
            .strangers("url");
    private static final Key<Check.Healthy> HEALTHY =
            Key.of("healthy", HealthySection.SHAPE, "{within: 1m}", "The image's own HEALTHCHECK must report healthy.");
    private static final Key<WorkerCheck.Arq> ARQ =
            Key.of("arq", ArqSection.SHAPE, "{settings: app.WorkerSettings}", "The arq worker that it runs lives.");
    private static final Key<WorkerCheck.Celery> CELERY = Key.of(
            "celery", CelerySection.SHAPE, "{app: app.celery}", "The Celery worker that it runs answers a ping.");
    private static final Key<WorkerCheck.Beat> BEAT = Key.of(
            "beat", BeatSection.SHAPE, "{app: app.celery}", "Celery's scheduler, which it runs, sends what is due.");
    private static final Key<Duration> WITHIN = Key.of(
                    "within", Durations.DURATION, "20s", "The longest until the service is up.")
            .otherwise("`60s`, or `2m` for `healthy` and `30s` for `arq`")
            .strangers("timeout");

    private static final Fields<Check> MAP = Fields.of(
            "ready",
            "What must pass before a service counts as up. Exactly one kind.",
            List.of(RUN, HTTP, HEALTHY, ARQ, CELERY, BEAT, WITHIN),
            ReadySection::read,
            Group.exactlyOne("run", "http", "healthy", "arq", "celery", "beat"));

    static final Shape<Check> SHAPE = new Either<>(HealthySection.BARE, MAP);

    private ReadySection() {}

    private static @Nullable Check read(Section section) {
        Duration within = section.optional(WITHIN);
        String run = section.optional(RUN);
        if (run != null) {
            Duration usual = RunSection.WITHIN.fallbackValue(section.scope());
            return new Check.Run(run, 0, null, true, within == null ? usual : within, section.origin());
        }
        Check.Http http = section.optional(HTTP);
        if (http != null) {
            return new Check.Http(
                    http.call(), http.answer(), outer(section, HTTP, within, http.within()), http.origin());
        }
        Check.Healthy healthy = section.optional(HEALTHY);
        return healthy == null
                ? worker(section, within)
                : new Check.Healthy(outer(section, HEALTHY, within, healthy.within()), healthy.origin());
    }

    private static @Nullable Check worker(Section section, @Nullable Duration within) {
        WorkerCheck.Arq arq = section.optional(ARQ);
        if (arq != null) {
            Duration limit = outer(section, ARQ, within, arq.within());
            return new WorkerCheck.Arq(arq.settings(), arq.sample(), limit, arq.origin());
        }
        WorkerCheck.Celery celery = section.optional(CELERY);
        if (celery != null) {
            Duration limit = outer(section, CELERY, within, celery.within());
            return new WorkerCheck.Celery(celery.app(), celery.sample(), celery.patience(), limit, celery.origin());
        }
        WorkerCheck.Beat beat = section.optional(BEAT);
        return beat == null
                ? null
                : new WorkerCheck.Beat(
                        beat.app(), beat.file(), outer(section, BEAT, within, beat.within()), beat.origin());
    }

    /** The limit may stand beside the question or inside it, and only once. */
    private static Duration outer(Section section, Key<?> kind, @Nullable Duration outside, Duration inside) {
        boolean also = section.at(kind).node() instanceof Node.Mapping mapping
                && mapping.entries().containsKey(WITHIN.name());
        if (also && section.has(WITHIN)) {
            section.at(WITHIN)
                    .problem("'within' is given inside '" + kind.name() + "' too", "Maybe leave one of them out.");
        }
        return also || outside == null ? inside : outside;
    }
}
