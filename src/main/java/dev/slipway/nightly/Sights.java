package dev.slipway.nightly;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.past.PastCheck;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastImage.Rung;
import dev.slipway.past.PastRun;
import dev.slipway.run.ImageStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run saw, subject by subject, in the order of the run: pipeline, images with their spares, stack checks. Pure. */
final class Sights {
    private Sights() {}

    static Map<Subject, Sight> of(PastRun run) {
        Map<Subject, Sight> sights = new LinkedHashMap<>();
        boolean lost = run.ending() == PastRun.Ending.ENGINE_LOST;
        run.images().forEach(image -> add(image, lost, sights));
        for (PastCheck check : run.stackChecks()) {
            sights.put(Subject.check(check.name()), of(check, lost));
        }
        Map<Subject, Sight> all = new LinkedHashMap<>();
        all.put(Subject.pipeline(run.pipeline()), whole(run, sights));
        all.putAll(sights);
        return all;
    }

    /** A night that failed although nothing of it did: the engine went away, the disk was full. */
    private static Sight whole(PastRun run, Map<Subject, Sight> sights) {
        return switch (run.ending()) {
            case PROVEN, DEGRADED -> new Sight.Good();
            case CUT_OFF, INTERRUPTED, RUNNING -> new Sight.Nothing();
            case ENGINE_LOST -> new Sight.Bad(new Trouble(or(run.summary(), "the engine was lost"), null));
            case FAILED ->
                sights.values().stream().anyMatch(Sight.Bad.class::isInstance)
                        ? new Sight.Good()
                        : new Sight.Bad(new Trouble(or(run.summary(), "the night failed"), null));
        };
    }

    private static void add(PastImage image, boolean lost, Map<Subject, Sight> sights) {
        Sight sight = of(image, lost);
        sights.put(Subject.image(image.name()), sight);
        // Of an image that fails as a whole, one notice is enough: its spares are told of when it is back.
        boolean works = image.ended().map(ImageStatus::proven).orElse(false);
        String preferred =
                image.rungs().isEmpty() ? "" : image.rungs().getFirst().variant();
        for (Rung rung : image.rungs()) {
            if (!rung.variant().equals(preferred)) {
                sights.put(Subject.spare(image.name(), rung.variant()), of(rung, works, lost));
            }
        }
    }

    private static Sight of(Rung rung, boolean works, boolean lost) {
        if (rung.passed()) {
            return new Sight.Good();
        }
        Trouble trouble = new Trouble("it could not be built and proven", rung.diagnosis());
        return works ? bad(trouble, lost) : new Sight.Nothing();
    }

    private static Sight of(PastImage image, boolean lost) {
        return image.ended()
                .map(status -> switch (status) {
                    case BUILT, CACHED -> new Sight.Good();
                    case DEGRADED -> new Sight.Fallen(image.variant(), new Trouble(image.reason(), preferred(image)));
                    case FAILED -> bad(new Trouble(or(image.reason(), "it failed"), image.diagnosis()), lost);
                    case BLOCKED, CANCELLED -> new Sight.Nothing();
                })
                .orElseGet(Sight.Nothing::new);
    }

    /** Why the preferred variant did not come to be: the fallbacks between it and the working one may have failed otherwise. */
    private static @Nullable Diagnosis preferred(PastImage image) {
        Optional<Rung> first = image.rungs().stream().findFirst();
        Diagnosis own = first.isPresent() && !first.get().passed() ? first.get().diagnosis() : null;
        return own != null ? own : image.diagnosis();
    }

    private static Sight of(PastCheck check, boolean lost) {
        return check.ended()
                .map(status -> switch (status) {
                    case PASSED -> new Sight.Good();
                    case SKIPPED -> new Sight.Nothing();
                    case FAILED, ERRORED -> bad(new Trouble(or(check.detail(), "it failed"), check.diagnosis()), lost);
                })
                .orElseGet(Sight.Nothing::new);
    }

    /** What failed as the engine went away says nothing of itself. */
    private static Sight bad(Trouble trouble, boolean lost) {
        return lost && trouble.ofTheMachine() ? new Sight.Nothing() : new Sight.Bad(trouble);
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
