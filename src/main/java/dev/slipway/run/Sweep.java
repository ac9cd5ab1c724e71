package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OwnedObject;
import dev.slipway.plan.ImageLabels;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what runs left behind that died before they could clean up. What a living process owns is never touched. */
final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final Engine engine;
    private final Owner self;

    Sweep(Engine engine, Owner self) {
        this.engine = engine;
        this.self = self;
    }

    /** Sweeps, and says in words what was removed; empty when there was nothing. */
    Optional<String> deadRuns(DeadRuns runs) {
        List<OwnedObject> dead = engine.owned(Owner.RUN_LABEL).stream()
                .filter(object -> owner(object.labels()).map(Owner::dead).orElse(false)
                        || runs.knownDead(object.labels().getOrDefault(Owner.RUN_LABEL, "")))
                .sorted(Comparator.comparing(OwnedObject::kind))
                .toList();
        Map<OwnedObject.Kind, Integer> removed = new EnumMap<>(OwnedObject.Kind.class);
        for (OwnedObject object : dead) {
            if (removed(object)) {
                removed.merge(object.kind(), 1, Integer::sum);
            }
        }
        return removed.isEmpty() ? Optional.empty() : Optional.of("removed " + words(removed) + " of a run that died");
    }

    /** Removes everything that this process still owns of a run: the net under a clean-up that failed half-way. */
    void own(String run) {
        engine.owned(Owner.RUN_LABEL).stream()
                .filter(object -> run.equals(object.labels().get(Owner.RUN_LABEL)))
                .filter(object -> owner(object.labels()).map(self::equals).orElse(false))
                .sorted(Comparator.comparing(OwnedObject::kind))
                .forEach(this::removed);
    }

    /**
     * Takes away quarantine tags whose run, known in this home, is dead, and names by id that are the only ones left.
     * Images that have no other name go with them.
     */
    void quarantined(String pipeline, DeadRuns runs) {
        for (ImageFacts image : engine.imagesLabelled(ImageLabels.PIPELINE, pipeline)) {
            if (!image.tags().isEmpty() && image.tags().stream().allMatch(Names::isById)) {
                image.tags().forEach(tag -> removed(tag, () -> engine.removeImage(tag)));
            }
            for (String tag : image.tags()) {
                int mark = tag.indexOf(":" + Names.QUARANTINE);
                if (tag.startsWith(Names.REGISTRY + "/")
                        && mark > 0
                        && runs.knownDead(tag.substring(mark + 1 + Names.QUARANTINE.length()))) {
                    removed(tag, () -> engine.removeImage(tag));
                }
            }
        }
    }

    /** Tells dead runs of this home by the rest of a quarantine tag, which begins with the run's id. */
    @FunctionalInterface
    interface DeadRuns {
        boolean knownDead(String tagRest);
    }

    private static Optional<Owner> owner(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(Owner.OWNER_LABEL)).flatMap(Owner::parse);
    }

    private boolean removed(OwnedObject object) {
        return removed(object.name(), () -> {
            switch (object.kind()) {
                case CONTAINER -> engine.removeContainer(object.id());
                case NETWORK -> engine.removeNetwork(object.id());
                case VOLUME -> engine.removeVolume(object.name());
            }
        });
    }

    /**
     * What the engine will not let go of (another start sweeps it at this moment, a stranger's container uses it, its
     * file system is busy) is left to the next start: somebody's left-over must not stop everybody's work.
     */
    private static boolean removed(String what, Runnable removal) {
        try {
            removal.run();
            return true;
        } catch (EngineException refused) {
            return switch (refused.kind()) {
                case UNREACHABLE, TIMEOUT, STOPPED -> throw refused;
                case NOT_FOUND, CONFLICT, REFUSED, UNSUPPORTED, FAILED -> {
                    log.warn("{} could not be swept", what, refused);
                    yield false;
                }
            };
        }
    }

    private static String words(Map<OwnedObject.Kind, Integer> removed) {
        StringJoiner words = new StringJoiner(", ");
        removed.forEach((kind, count) ->
                words.add(count + " " + kind.name().toLowerCase(Locale.ROOT) + (count == 1 ? "" : "s")));
        return words.toString();
    }
}
