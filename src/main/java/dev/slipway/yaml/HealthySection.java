package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.StackCheck;
import java.time.Duration;
import java.util.List;

/** {@code healthy}: the image's own HEALTHCHECK. */
final class HealthySection {
    private static final Key<Duration> WITHIN = Key.of(
                    "within", Durations.DURATION, "2m", "The longest until the container reports healthy.")
            .fallback("2m")
            .strangers("timeout");
    private static final Key<String> IN = Key.of(
                    "in", References.OWN_CONTAINER, "backend", "The image or service that must report healthy.")
            .mandatory()
            .strangers("to", "image", "service");

    static final Fields<Check.Healthy> SHAPE = Fields.of(
            "healthy",
            "The image's own HEALTHCHECK must report healthy. The word alone, as an item of the list, will do.",
            List.of(WITHIN),
            HealthySection::read);

    /** An item of a list that is nothing but the word. */
    static final Shape<Check> BARE = Mapped.always(
            new Word(List.of("healthy")),
            (word, at) -> new Check.Healthy(WITHIN.fallbackValue(at.scope()), at.declared()));

    static final Fields<StackCheck.Step> STEP = Fields.of(
            "stack healthy", "A running container of the stack must report healthy.", List.of(IN, WITHIN), section -> {
                String in = section.optional(IN);
                Check.Healthy check = read(section);
                return in == null ? null : new StackCheck.Step(in, check);
            });

    private HealthySection() {}

    private static Check.Healthy read(Section section) {
        return new Check.Healthy(section.value(WITHIN), section.origin());
    }
}
