package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.VersionRange;
import dev.slipway.model.WorkerCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One item of {@code checks}: a map with exactly one kind of check, or the bare word {@code healthy}. */
final class CheckSection {
    private static final Key<Check> RUN = Key.of(
                    "run", RunSection.CHECK, "python -m app --check", "A command that must pass.")
            .strangers("command", "exec", "cmd", "script");
    private static final Key<Map<String, VersionRange>> IMPORT = Key.of(
                    "import",
                    ModuleSection.MODULES,
                    "{cv2: \">=4.8,<5\", numpy: \"*\"}",
                    "Python modules that must import: a list of names, or a map of names to version ranges.")
            .strangers("imports", "modules");
    private static final Key<Check.Http> HTTP = Key.of(
                    "http", HttpSection.CHECK, "{port: 8000, path: /health}", "A request from outside the container.")
            .strangers("https", "url", "get");
    private static final Key<Check.Healthy> HEALTHY = Key.of(
                    "healthy", HealthySection.SHAPE, "{within: 2m}", "The image's own HEALTHCHECK must report healthy.")
            .strangers("healthcheck", "health");
    private static final Key<Check.Logs> LOGS = Key.of(
            "logs",
            LogsSection.SHAPE,
            "{never: [Traceback]}",
            "What the container's log must hold, and must never hold.");
    private static final Key<Check.Image> IMAGE = Key.of(
            "image", ImageFactsSection.SHAPE, "{user: non-root}", "Facts of the image itself; nothing is started.");
    private static final Key<Check.Packages> PACKAGES = Key.of(
            "packages",
            ModuleSection.PACKAGES,
            "{numpy: \">=1.21,<2\", opencv-python: absent}",
            "Installed Python distributions by name: a version range, or `absent`. Nothing is imported.");
    private static final Key<WorkerCheck.Arq> ARQ = Key.of(
            "arq",
            ArqSection.SHAPE,
            "{settings: app.WorkerSettings, job: {function: add, args: [1, 2], result: 3}}",
            "The arq worker that the image runs lives and does a job.");
    private static final Key<WorkerCheck.Celery> CELERY = Key.of(
            "celery",
            CelerySection.SHAPE,
            "{app: app.celery}",
            "The Celery worker that the image runs answers a ping.");
    private static final Key<WorkerCheck.Beat> BEAT = Key.of(
            "beat",
            BeatSection.SHAPE,
            "{app: app.celery}",
            "Celery's scheduler, which the image runs, sends what is due.");
    private static final Key<Duration> WITHIN = Key.of(
                    "within",
                    Durations.DURATION,
                    "2m",
                    "Beside `import` only: how long the imports may take; the other kinds hold it inside.")
            .fallback("2m");

    private static final Fields<Check> MAP = Fields.of(
            "check",
            "One question to the built image. Exactly one kind of check.",
            List.of(RUN, IMPORT, HTTP, HEALTHY, LOGS, IMAGE, PACKAGES, ARQ, CELERY, BEAT, WITHIN),
            CheckSection::read,
            Group.exactlyOne("run", "import", "http", "healthy", "logs", "image", "packages", "arq", "celery", "beat"));

    static final Shape<Check> SHAPE = new Either<>(HealthySection.BARE, MAP);

    private CheckSection() {}

    private static @Nullable Check read(Section section) {
        if (section.has(WITHIN) && !section.has(IMPORT)) {
            section.at(WITHIN).problem("'within' stands beside 'import' only", "Maybe put it inside the check.");
        }
        Map<String, VersionRange> modules = section.optional(IMPORT);
        Check imports = modules == null ? null : new Check.Import(modules, section.value(WITHIN), section.origin());
        return Stream.of(RUN, HTTP, HEALTHY, LOGS, IMAGE, PACKAGES, ARQ, CELERY, BEAT)
                .<Check>map(section::optional)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(imports);
    }
}
