package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.plan.ImageLabels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bases from which this run's own pulls have taken a name. Each night's would else stay on the engine for ever; they
 * go when the run has ended, as what was built before may stand on them until then.
 *
 * <p>One goes only when nobody can want it: it has no tag left, every name by content that it has is of the repository that
 * was pulled, the pipeline names it nowhere by its content, and the engine, which is not forced, lets go of it: one that a
 * container uses, or another image stands on, stays. So does one that no registry had, as it could not be had again.
 *
 * <p>Threads: {@link #note} may be called from any, {@link #remove} from one, when nobody notes any more.
 */
final class ReplacedBases {
    private static final Logger log = LoggerFactory.getLogger(ReplacedBases.class);

    private final Engine engine;
    private final Map<String, ImageFacts> replaced = new ConcurrentSkipListMap<>();

    ReplacedBases(Engine engine) {
        this.engine = engine;
    }

    /** @param before what was known of the image right before the pull after which its name stood for another one */
    void note(ImageFacts before) {
        replaced.put(before.id(), before);
    }

    boolean isEmpty() {
        return replaced.isEmpty();
    }

    /**
     * Removes what nobody can want. What the engine says against it is nobody's trouble.
     *
     * @param pinned references by content that the pipeline holds on to
     * @return the names that the removed ones had before, in order
     */
    List<String> remove(Collection<String> pinned) {
        List<String> removed = new ArrayList<>();
        for (ImageFacts before : replaced.values()) {
            if (pinned.stream().noneMatch(reference -> isPinned(before, reference)) && removed(before)) {
                removed.addAll(before.tags());
            }
        }
        return removed.stream().sorted().toList();
    }

    /** Whether a reference tells an image by its content, so that it can never become another. */
    static boolean byContent(String reference) {
        return reference.contains("@") || reference.startsWith("sha256:");
    }

    private static boolean isPinned(ImageFacts image, String reference) {
        String content = reference.substring(reference.indexOf('@') + 1);
        return image.id().equals(content)
                || image.digests().stream().anyMatch(digest -> digest.endsWith("@" + content));
    }

    private boolean removed(ImageFacts before) {
        try {
            Optional<ImageFacts> now = engine.image(before.id());
            if (now.isEmpty()) {
                return false;
            }
            if (before.labels().containsKey(ImageLabels.PIPELINE)) {
                Nameless.removeIfNameless(engine, before.id());
            } else if (isNobodys(before, now.get())) {
                engine.removeImage(before.id());
            }
            return engine.image(before.id()).isEmpty();
        } catch (EngineException left) {
            log.info("the base {} that is replaced stays: {}", before.id(), left.answer());
            return false;
        }
    }

    private static boolean isNobodys(ImageFacts before, ImageFacts now) {
        Set<String> own = before.tags().stream().map(ReplacedBases::repository).collect(Collectors.toSet());
        return now.tags().isEmpty()
                && !before.digests().isEmpty()
                && now.digests().stream().map(ReplacedBases::repository).allMatch(own::contains);
    }

    /** {@code host:5000/team/app} of that name, whatever follows it. */
    private static String repository(String name) {
        String tagged = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
        int colon = tagged.lastIndexOf(':');
        return colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
    }
}
