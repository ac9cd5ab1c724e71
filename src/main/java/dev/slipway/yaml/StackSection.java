package dev.slipway.yaml;

import dev.slipway.model.StackCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One item of {@code stack}. */
final class StackSection {
    private static final Key<StackCheck.Step> HTTP = Key.of(
            "http",
            HttpSection.STEP,
            "{to: backend, path: /jobs, json: {image: sample}, status: 202}",
            "A request to one of them.");
    private static final Key<StackCheck.Step> RUN = Key.of(
                    "run",
                    RunSection.STEP,
                    "{in: worker, command: arq app.WorkerSettings --check}",
                    "A command in one of them.")
            .strangers("exec", "command");
    private static final Key<StackCheck.Step> HEALTHY =
            Key.of("healthy", HealthySection.STEP, "{in: backend}", "One of them must report healthy.");
    private static final Key<StackCheck.Step> LOGS =
            Key.of("logs", LogsSection.STEP, "{in: worker, must: [job done]}", "The log of one of them.");
    private static final Key<StackCheck.Step> ARQ = Key.of(
            "arq",
            ArqSection.STEP,
            "{in: worker, settings: app.WorkerSettings}",
            "The arq worker that one of them runs.");
    private static final Key<StackCheck.Step> CELERY = Key.of(
            "celery", CelerySection.STEP, "{in: worker, app: app.celery}", "The Celery worker that one of them runs.");
    private static final Key<StackCheck.Step> BEAT = Key.of(
            "beat", BeatSection.STEP, "{in: worker, app: app.celery}", "Celery's scheduler, which one of them runs.");
    private static final List<Key<StackCheck.Step>> KINDS = List.of(HTTP, RUN, HEALTHY, LOGS, ARQ, CELERY, BEAT);

    private static final Fields<StackCheck.Step> STEP = Fields.of(
            "step",
            "One question to one of the running containers. Exactly one kind.",
            List.copyOf(KINDS),
            StackSection::step,
            Group.exactlyOne("http", "run", "healthy", "logs", "arq", "celery", "beat"));

    private static final Key<String> NAME = Key.of(
                    "name", Text.SOME, "a job travels to the worker and back", "Says what the check proves.")
            .mandatory();
    private static final Key<List<String>> START = Key.of(
                    "start",
                    ListOf.some(References.OWN_CONTAINER),
                    "[redis, backend, worker]",
                    "Images and services to start, in this order.")
            .mandatory()
            .strangers("services", "images", "needs");
    private static final Key<Map<String, Map<String, String>>> ENV = Key.of(
                    "env",
                    MapOf.any(Words.NAMES, MapOf.any(Words.VARIABLES, Text.ANY)),
                    "{backend: {REDIS_URL: \"redis://redis:6379\"}}",
                    "Variables by name of the image or service, beside those that it has anyway.")
            .otherwise("none")
            .strangers("environment");
    private static final Key<List<StackCheck.Step>> STEPS = Key.of(
            "steps",
            ListOf.some(STEP),
            "[{http: {to: backend, path: /health}}, {logs: {in: worker, must: [job done]}}]",
            "Several questions, asked in this order, instead of a single one.");

    static final Fields<StackCheck> SHAPE = Fields.of(
            "stack check",
            "A check over several running images and services together. One question, or `steps`.",
            List.of(NAME, START, ENV, HTTP, RUN, HEALTHY, LOGS, ARQ, CELERY, BEAT, STEPS),
            StackSection::read,
            Group.exactlyOne("http", "run", "healthy", "logs", "arq", "celery", "beat", "steps"));

    private StackSection() {}

    private static StackCheck.@Nullable Step step(Section section) {
        return KINDS.stream()
                .map(section::optional)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable StackCheck read(Section section) {
        String name = section.optional(NAME);
        List<String> start = section.value(START, List.of());
        Map<String, Map<String, String>> env = section.value(ENV, Map.of());
        List<StackCheck.Step> steps = new ArrayList<>(section.value(STEPS, List.of()));
        StackCheck.Step single = step(section);
        if (single != null) {
            steps.add(single);
        }
        if (section.has(START)) {
            tellUnstarted(section, start, env.keySet(), steps);
        }
        return name == null ? null : new StackCheck(name, start, env, steps, section.origin());
    }

    private static void tellUnstarted(
            Section section, List<String> start, Set<String> env, List<StackCheck.Step> steps) {
        if (new HashSet<>(start).size() < start.size()) {
            section.at(START).problem("a name stands twice in 'start'", null);
        }
        for (String name : env) {
            if (!start.contains(name)) {
                section.at(ENV).problem(Quoted.of(name) + " is not started by this check", Nearest.hint(name, start));
            }
        }
        for (StackCheck.Step step : steps) {
            if (!start.contains(step.to())) {
                String where = section.mapping().crumb().toString();
                String sentence = Quoted.of(step.to()) + " is not started by this check";
                section.scope().problems().add(step.check().origin(), where, sentence, "Maybe add it to 'start'.");
            }
        }
    }
}
