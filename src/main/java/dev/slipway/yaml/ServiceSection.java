package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ServiceSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code services}. */
final class ServiceSection {
    private static final Key<String> IMAGE = Key.of(
                    "image",
                    References.IMAGE_OR_OWN,
                    "redis:7",
                    "The image of the container: a reference, or `${images.NAME}` for an image of this file in another role.")
            .mandatory();
    private static final Key<List<String>> COMMAND = Key.of(
                    "command",
                    new Either<>(
                            Mapped.always(Text.SOME, (line, at) -> List.of("/bin/sh", "-c", line)),
                            ListOf.some(Text.ANY)),
                    "[redis-server, --save, \"\"]",
                    "The command: a list of words, or a line for the image's shell.")
            .otherwise("the image's own")
            .strangers("run", "cmd", "args");
    private static final Key<Map<String, String>> ENV = Key.of(
                    "env",
                    MapOf.any(Words.VARIABLES, Text.ANY),
                    "{POSTGRES_PASSWORD: test}",
                    "Variables of the container.")
            .otherwise("none")
            .strangers("environment");
    private static final Key<Check> READY = Key.of(
                    "ready",
                    ReadySection.SHAPE,
                    "{run: redis-cli ping, within: 20s}",
                    "What must pass before the service counts as up.")
            .otherwise("up once it is started")
            .strangers("healthcheck", "wait", "health");

    static final Fields<ServiceSpec> SHAPE = Fields.of(
            "service",
            "A ready-made container that checks need beside them, reachable by its name.",
            List.of(IMAGE, COMMAND, ENV, ContainerSection.CONTAINER, READY),
            ServiceSection::read);

    private ServiceSection() {}

    private static @Nullable ServiceSpec read(Section section) {
        String image = section.optional(IMAGE);
        List<String> command = section.value(COMMAND, List.of());
        Map<String, String> env = section.value(ENV, Map.of());
        Check ready = section.optional(READY);
        List<Check> checks = ready == null ? List.of() : List.of(ready);
        ContainerSettings container = ContainerSection.whole(section);
        return image == null
                ? null
                : new ServiceSpec(section.name(), image, command, env, checks, container, section.origin());
    }
}
