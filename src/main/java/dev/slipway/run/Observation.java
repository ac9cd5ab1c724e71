package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OwnedObject;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Variant;
import dev.slipway.plan.Existing;
import dev.slipway.plan.ImageLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What earlier runs proved and left on the engine. Only an image under its proven mark counts, whatever its labels say. */
final class Observation {
    private Observation() {}

    static List<Existing> existing(Engine engine, Pipeline pipeline, ImageSpec image) {
        List<Existing> found = new ArrayList<>();
        for (Variant variant : image.variants()) {
            if (!volumesThere(engine, variant)) {
                continue;
            }
            engine.image(Names.proven(pipeline, image, variant.name()))
                    .flatMap(facts -> existing(facts, variant))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** A variant whose preload filled a volume is no longer what was proven once that volume is gone. */
    private static boolean volumesThere(Engine engine, Variant variant) {
        Set<String> wanted = Proving.volumes(variant).keySet();
        return wanted.isEmpty()
                || engine.owned(ImageLabels.PIPELINE).stream()
                        .filter(object -> object.kind() == OwnedObject.Kind.VOLUME)
                        .map(OwnedObject::name)
                        .collect(Collectors.toSet())
                        .containsAll(wanted);
    }

    private static Optional<Existing> existing(ImageFacts facts, Variant variant) {
        return Optional.ofNullable(facts.labels().get(ImageLabels.FINGERPRINT))
                .map(fingerprint -> new Existing(
                        facts.id(),
                        variant.name(),
                        fingerprint,
                        facts.labels().getOrDefault(ImageLabels.FELL_FROM, ""),
                        facts.bytes()));
    }
}
