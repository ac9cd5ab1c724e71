package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.plan.ImageLabels;

/** Removes images that nobody can name any more. */
final class Nameless {
    private Nameless() {}

    /**
     * An image that a container uses, or that other images stand on, stays: the engine knows that better than we do. One
     * that Slipway did not build stays as well, whose name was merely taken over.
     */
    static void removeIfNameless(Engine engine, String id) {
        engine.image(id)
                .filter(image -> image.labels().containsKey(ImageLabels.PIPELINE))
                .filter(image -> image.tags().stream().allMatch(Names::isById))
                .ifPresent(image -> {
                    image.tags().forEach(tag -> remove(engine, tag));
                    remove(engine, id);
                });
    }

    private static void remove(Engine engine, String id) {
        try {
            engine.removeImage(id);
        } catch (EngineException inUse) {
            if (inUse.kind() != EngineException.Kind.CONFLICT && inUse.kind() != EngineException.Kind.NOT_FOUND) {
                throw inUse;
            }
        }
    }
}
