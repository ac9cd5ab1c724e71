package dev.slipway.yaml;

import dev.slipway.model.CacheSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cache}: what a build takes from and leaves to builds on other machines. */
final class CacheSection {
    private static final String EVERY_STEP = "max";

    private static final Key<List<String>> FROM = Key.of(
                    "from",
                    new Either<>(
                            Mapped.always(References.IMAGE, (image, at) -> List.of(image)),
                            ListOf.some(References.IMAGE)),
                    "[registry.example.org/team/backend:cache]",
                    "Images to take finished steps from. One that cannot be had is passed over.")
            .otherwise("none")
            .strangers("cache_from", "cache-from", "import");

    private static final Key<String> IMAGE = Key.of(
                    "image",
                    References.NAME,
                    "registry.example.org/team/backend:cache",
                    "The image that holds the cache and nothing else.")
            .mandatory()
            .strangers("ref");
    private static final Key<String> MODE = Key.of(
                    "mode",
                    new Word(List.of("min", EVERY_STEP)),
                    EVERY_STEP,
                    "`min` leaves the steps whose layers are in the result, `max` those of every stage.")
            .fallback("min");

    private static final Fields<CacheSpec.Target> FULL_TARGET = Fields.of(
            "cache target",
            "An image in a registry that others can take finished steps from.",
            List.of(IMAGE, MODE),
            CacheSection::target);

    private static final Key<CacheSpec.Target> TO = Key.of(
                    "to",
                    new Either<>(
                            Mapped.always(References.NAME, (image, at) -> new CacheSpec.Target(image, false)),
                            FULL_TARGET),
                    "{image: registry.example.org/team/backend:cache, mode: max}",
                    "Where to leave finished steps: an image in a registry, in the mode `min` unless it is said.")
            .otherwise("nowhere")
            .strangers("cache_to", "cache-to", "export");
    private static final Key<Boolean> INLINE = Key.of(
                    "inline",
                    Flag.FLAG,
                    "true",
                    "Whether the built image itself carries what others need to take steps from it.")
            .fallback("false");

    static final Fields<CacheSpec> SHAPE = Fields.of(
            "cache",
            "Finished steps shared with builds on other machines. It never makes an image stale.",
            List.of(FROM, TO, INLINE),
            section -> new CacheSpec(section.value(FROM, List.of()), section.optional(TO), section.value(INLINE)),
            Group.atLeastOne("from", "to", "inline"));

    private CacheSection() {}

    private static CacheSpec.@Nullable Target target(Section section) {
        String image = section.optional(IMAGE);
        boolean everyStep = section.value(MODE).equals(EVERY_STEP);
        return image == null ? null : new CacheSpec.Target(image, everyStep);
    }
}
