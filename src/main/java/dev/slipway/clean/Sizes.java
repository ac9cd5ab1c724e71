package dev.slipway.clean;

import dev.slipway.engine.DiskUse;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.ImageFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the going of things would free. An engine that refuses to count leaves the images' own sizes, shared layers included. */
final class Sizes {
    private final Map<String, Long> own = new HashMap<>();
    private final DiskUse use;
    private final String refusal;

    private Sizes(DiskUse use, String refusal) {
        this.use = use;
        this.refusal = refusal;
        use.images().forEach(image -> own.put(image.id(), image.own()));
    }

    static Sizes of(Engine engine) {
        try {
            return new Sizes(engine.housekeeping().diskUse(), "");
        } catch (EngineException busy) {
            if (busy.kind() == Kind.UNREACHABLE) {
                throw busy;
            }
            return new Sizes(DiskUse.UNKNOWN, busy.answer());
        }
    }

    Optional<String> refusal() {
        return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
    }

    long image(ImageFacts image) {
        return own.getOrDefault(image.id(), image.bytes());
    }

    long container(String id) {
        return use.containers().getOrDefault(id, 0L);
    }

    long volume(String name) {
        return use.volumes().getOrDefault(name, 0L);
    }

    /** The images that containers need which stay; none where the engine did not count. */
    Set<String> imagesUsedBesides(Collection<String> goingContainers) {
        Map<String, String> staying = new HashMap<>(use.used());
        staying.keySet().removeAll(goingContainers);
        return Set.copyOf(staying.values());
    }

    DiskUse.Cache cache() {
        return use.cache();
    }
}
