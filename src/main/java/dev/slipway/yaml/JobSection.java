package dev.slipway.yaml;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.slipway.model.WorkerCheck;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Work that is given to a worker to see it come back: {@code job} of arq, {@code task} of Celery. */
final class JobSection {
    private static final Key<List<String>> ARGS = Key.of(
                    "args", ListOf.any(JsonValue.JSON), "[1, 2]", "What it is called with, in this order.")
            .otherwise("nothing")
            .strangers("arguments", "params");
    private static final Key<Map<String, String>> KWARGS = Key.of(
                    "kwargs",
                    MapOf.any(Words.VARIABLES, JsonValue.JSON),
                    "{width: 64}",
                    "What it is called with, by name.")
            .otherwise("nothing");
    private static final Key<String> RESULT = Key.of("result", JsonValue.JSON, "3", "What it must result in, as JSON.")
            .otherwise("any result")
            .strangers("returns", "expect", "output");

    private static final Key<String> FUNCTION = Key.of(
                    "function", Text.SOME, "add", "The function of the worker, by the name that it has in arq.")
            .mandatory()
            .strangers("name", "task", "job");
    private static final Key<String> NAME = Key.of(
                    "name", Text.SOME, "app.add", "The task, by the name that it is registered under.")
            .mandatory()
            .strangers("function", "task", "job");

    static final Fields<WorkerCheck.Job> ARQ = of("arq job", "A job that an arq worker must do.", FUNCTION);
    static final Fields<WorkerCheck.Job> CELERY = of("celery task", "A task that a Celery worker must do.", NAME);

    private JobSection() {}

    private static Fields<WorkerCheck.Job> of(String name, String doc, Key<String> named) {
        return Fields.of(name, doc, List.of(named, ARGS, KWARGS, RESULT), section -> read(section, named));
    }

    private static WorkerCheck.@Nullable Job read(Section section, Key<String> named) {
        String name = section.optional(named);
        String args = "[" + String.join(",", section.value(ARGS, List.of())) + "]";
        String kwargs = section.value(KWARGS, Map.of()).entrySet().stream()
                .map(argument -> TextNode.valueOf(argument.getKey()) + ":" + argument.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        String result = section.optional(RESULT);
        return name == null ? null : new WorkerCheck.Job(name, args, kwargs, result);
    }
}
