package dev.slipway.yaml;

import dev.slipway.model.PreloadSpec;
import dev.slipway.model.Timeouts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One item of {@code preload}. */
final class PreloadSection {
    private static final Key<String> NAME =
            Key.of("name", Words.NAME, "models", "Names the step in reports.").mandatory();
    private static final Key<String> RUN = Key.of(
                    "run",
                    Text.SOME,
                    "python preload_models.py",
                    "The command that fills the folder, run in the built image.")
            .mandatory()
            .strangers("command", "cmd");
    private static final Key<String> INTO = Key.of(
                    "into",
                    Paths.IN_CONTAINER,
                    "/app/model_cache",
                    "The absolute path in the container that the command fills.")
            .mandatory()
            .strangers("path", "target", "dir");
    private static final Key<String> VOLUME = Key.of(
                    "volume", Words.NAME, "ai-stack-models", "The volume to fill instead of the image.")
            .otherwise("a layer of the image");
    private static final Key<String> OFFLINE = Key.of(
                    "offline",
                    Text.SOME,
                    "python preload_models.py --verify",
                    "A command that must pass afterwards, in a fresh container with the network cut off.")
            .otherwise("no proof")
            .strangers("verify");
    private static final Key<TimeoutSection.Limits> TIMEOUT = Key.of(
                    "timeout", TimeoutSection.SHAPE, "20m", "Limits of this step.")
            .otherwise("the variant's");

    static final Fields<Draft> SHAPE = Fields.of(
            "preload",
            "Model weights put into the built image, or into a volume, and proven to load without a network.",
            List.of(NAME, RUN, INTO, VOLUME, OFFLINE, TIMEOUT),
            PreloadSection::read);

    private PreloadSection() {}

    /** All but the limits, which the variant hands down. */
    interface Draft {
        PreloadSpec under(Timeouts inherited);
    }

    private static @Nullable Draft read(Section section) {
        String name = section.optional(NAME);
        String run = section.optional(RUN);
        String into = section.optional(INTO);
        String volume = section.optional(VOLUME);
        String offline = section.optional(OFFLINE);
        TimeoutSection.Limits limits = section.value(TIMEOUT, TimeoutSection.Limits.UNSAID);
        if (name == null || run == null || into == null) {
            return null;
        }
        return inherited -> new PreloadSpec(name, run, into, volume, offline, limits.over(inherited), section.origin());
    }
}
