package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.StackCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code run}, as a check of an image, as the readiness of a service and as a step of a stack check. */
final class RunSection {
    private static final Key<String> COMMAND = Key.of(
                    "command", Text.SOME, "arq app.WorkerSettings --check", "The command, given to the image's shell.")
            .mandatory()
            .strangers("cmd", "run", "args");
    private static final Key<Integer> EXIT = Key.of(
                    "exit", new Whole("an exit code", 0, 255, "0"), "0", "The exit code that it must have.")
            .fallback("0")
            .strangers("code", "exit-code", "status");
    private static final Key<String> CONTAINS = Key.of(
                    "contains", Text.SOME, "3 functions", "Text that its output must hold.")
            .strangers("output", "expect");
    static final Key<Duration> WITHIN = Key.of(
                    "within", Durations.DURATION, "30s", "The longest that it may take until it passes.")
            .fallback("60s")
            .strangers("timeout");
    private static final Key<Boolean> BESIDE = Key.of(
                    "beside",
                    Flag.FLAG,
                    "true",
                    "Whether the container runs the image's own command and this one is executed beside it, again and again until it passes. Otherwise it is run once, as the only command.")
            .fallback("false");
    private static final Key<String> IN = Key.of(
                    "in",
                    References.OWN_CONTAINER,
                    "worker",
                    "The image or service in whose running container it is executed.")
            .mandatory()
            .strangers("to", "image", "service");

    static final Shape<Check> CHECK =
            either("run", List.of(COMMAND, EXIT, CONTAINS, WITHIN, BESIDE), section -> section.value(BESIDE));

    static final Fields<StackCheck.Step> STEP = Fields.of(
            "stack run",
            "A command executed in a running container of the stack until it passes.",
            List.of(IN, COMMAND, EXIT, CONTAINS, WITHIN),
            section -> {
                String in = section.optional(IN);
                Check check = read(section, true);
                return in == null || check == null ? null : new StackCheck.Step(in, check);
            });

    private RunSection() {}

    private static Shape<Check> either(String name, List<Key<?>> keys, Predicate<Section> beside) {
        Fields<Check> full = Fields.of(
                name,
                "A command that must pass. Text alone is the command.",
                keys,
                section -> read(section, beside.test(section)));
        return new Either<>(Mapped.always(Text.SOME, RunSection::brief), full);
    }

    private static Check brief(String command, Cursor at) {
        return new Check.Run(
                command, EXIT.fallbackValue(at.scope()), null, false, WITHIN.fallbackValue(at.scope()), at.declared());
    }

    private static @Nullable Check read(Section section, boolean beside) {
        String command = section.optional(COMMAND);
        String contains = section.optional(CONTAINS);
        int exit = section.value(EXIT);
        Duration within = section.value(WITHIN);
        return command == null ? null : new Check.Run(command, exit, contains, beside, within, section.origin());
    }
}
