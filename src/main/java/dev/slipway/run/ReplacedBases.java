package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageFacts;
import dev.slipway.plan.ImageLabels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bases from which this run's own pulls have taken a name. Each night's would else stay on the engine for ever; they
 * go when the run has ended, as what was built before may stand on them until then.
 *
 * <p>One goes only when nobody is known to want it: it has no tag left, every name by content that it has is of the repository
 * that was pulled, the pipeline names it nowhere by its content, and the engine, which is not forced, lets go of it: one that a
 * container uses, or another image stands on, stays. So does one that no registry had, as it could not be had again; and all of
 * them with containerd's image store, which gives what was built or loaded a name by content as well.
 *
 * <p>Threads: {@link #note} may be called from any, {@link #remove} from one, when nobody notes any more.
 */
final class ReplacedBases {
    private static final Logger log = LoggerFactory.getLogger(ReplacedBases.class);

    private final Engine engine;
    private final Map<String, Replaced> replaced = new ConcurrentSkipListMap<>();

    ReplacedBases(Engine engine) {
        this.engine = engine;
    }

    /** {@code names} are all that it had before the first of them was taken. */
    private record Replaced(ImageFacts facts, SortedSet<String> names) {
        static Replaced of(ImageFacts facts) {
            return new Replaced(facts, new TreeSet<>(facts.tags()));
        }

        Replaced and(Replaced later) {
            SortedSet<String> all = new TreeSet<>(names);
            all.addAll(later.names);
            return new Replaced(facts, all);
        }
    }

    /** @param before what was known of the image right before the pull after which its name stood for another one */
    void note(ImageFacts before) {
        replaced.merge(before.id(), Replaced.of(before), Replaced::and);
    }

    /** The names that were taken, in order, each with what the image is called by its content, where it has such a name. */
    List<String> names() {
        return replaced.values().stream()
                .flatMap(each -> each.names().stream().map(name -> name + contentOf(each.facts())))
                .sorted()
                .toList();
    }

    private static String contentOf(ImageFacts facts) {
        return facts.digests().isEmpty() ? "" : " (" + facts.digests().getFirst() + ")";
    }

    boolean isEmpty() {
        return replaced.isEmpty();
    }

    /**
     * Removes what nobody is known to want. What the engine says against it is nobody's trouble.
     *
     * @param pinned references by content that the pipeline holds on to
     * @return the names that the removed ones had before, in order
     */
    List<String> remove(Collection<String> pinned) {
        List<String> removed = new ArrayList<>();
        for (Replaced each : replaced.values()) {
            if (pinned.stream().noneMatch(reference -> isPinned(each.facts(), reference)) && removed(each)) {
                removed.addAll(each.names());
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

    private boolean removed(Replaced each) {
        ImageFacts before = each.facts();
        try {
            Optional<ImageFacts> now = engine.image(before.id());
            if (now.isEmpty()) {
                return false;
            }
            if (before.labels().containsKey(ImageLabels.PIPELINE)) {
                Nameless.removeIfNameless(engine, before.id());
            } else if (isNobodys(each, now.get())) {
                engine.removeImage(before.id());
            }
            return engine.image(before.id()).isEmpty();
        } catch (EngineException left) {
            log.info("the base {} that is replaced stays: {}", before.id(), left.answer());
            return false;
        }
    }

    private boolean isNobodys(Replaced each, ImageFacts now) {
        Set<String> own = each.names().stream().map(ReplacedBases::repository).collect(Collectors.toSet());
        return engine.info().store() == EngineInfo.Store.LAYERS
                && now.tags().isEmpty()
                && !each.facts().digests().isEmpty()
                && now.digests().stream().map(ReplacedBases::repository).allMatch(own::contains);
    }

    /** {@code host:5000/team/app} of that name, whatever follows it. */
    private static String repository(String name) {
        String tagged = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
        int colon = tagged.lastIndexOf(':');
        return colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
    }
}
