package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quarantine tags of one run. An image that the run still wants keeps one until the run is over, so that no other run
 * of the same pipeline, which moves the proven marks meanwhile, takes it for nameless. Those of a dead run are swept.
 * Safe for any thread.
 */
final class Holds {
    private static final Logger log = LoggerFactory.getLogger(Holds.class);

    private final Engine engine;
    private final Pipeline pipeline;
    private final String run;
    private final Set<String> tags = ConcurrentHashMap.newKeySet();

    Holds(Engine engine, Pipeline pipeline, String run) {
        this.engine = engine;
        this.pipeline = pipeline;
        this.run = run;
    }

    /** The tag under which a variant is built; it is taken back with the others. */
    String tag(ImageSpec image, String variant) {
        String tag = Names.quarantine(pipeline, image, variant, run);
        tags.add(tag);
        return tag;
    }

    /** Whether the image was still there to be held. */
    boolean hold(ImageSpec image, String variant, String id) {
        try {
            engine.tag(id, tag(image, variant));
            return true;
        } catch (EngineException gone) {
            if (gone.kind() != EngineException.Kind.NOT_FOUND) {
                throw gone;
            }
            return false;
        }
    }

    /** The image goes with it, unless it has another name. */
    void release(ImageSpec image, String variant) {
        remove(Names.quarantine(pipeline, image, variant, run));
    }

    void releaseAll() {
        Set.copyOf(tags).forEach(this::remove);
    }

    private void remove(String tag) {
        if (tags.remove(tag)) {
            try {
                engine.removeImage(tag);
            } catch (EngineException left) {
                log.warn("{} stays until the next start", tag, left);
            }
        }
    }
}
