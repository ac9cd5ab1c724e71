package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.StackCheck;
import java.time.Duration;
import java.util.List;

/** {@code logs}, as a check of an image and as a step of a stack check. */
final class LogsSection {
    private static final Key<List<String>> MUST = Key.of(
                    "must",
                    ListOf.some(Text.SOME),
                    "[Application startup complete]",
                    "Text that the log must hold, each of them.")
            .otherwise("none")
            .strangers("contains", "include", "has");
    private static final Key<List<String>> NEVER = Key.of(
                    "never", ListOf.some(Text.SOME), "[Traceback]", "Text that the log must never hold, none of them.")
            .otherwise("none")
            .strangers("not", "exclude", "must-not", "must_not");
    private static final Key<Duration> WITHIN = Key.of(
                    "within", Durations.DURATION, "20s", "The longest until the log holds what it must.")
            .fallback("30s")
            .strangers("timeout");
    private static final Key<String> IN = Key.of(
                    "in", References.OWN_CONTAINER, "worker", "The image or service whose log is read.")
            .mandatory()
            .strangers("to", "image", "service");

    static final Fields<Check.Logs> SHAPE = Fields.of(
            "logs",
            "What the container's log must hold, and must never hold. Plain text, not patterns.",
            List.of(MUST, NEVER, WITHIN),
            LogsSection::read,
            Group.atLeastOne("must", "never"));

    static final Fields<StackCheck.Step> STEP = Fields.of(
            "stack logs",
            "The log of a running container of the stack.",
            List.of(IN, MUST, NEVER, WITHIN),
            section -> {
                String in = section.optional(IN);
                Check.Logs check = read(section);
                return in == null ? null : new StackCheck.Step(in, check);
            },
            Group.atLeastOne("must", "never"));

    private LogsSection() {}

    private static Check.Logs read(Section section) {
        return new Check.Logs(
                section.value(MUST, List.of()),
                section.value(NEVER, List.of()),
                section.value(WITHIN),
                section.origin());
    }
}
