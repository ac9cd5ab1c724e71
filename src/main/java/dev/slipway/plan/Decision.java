package dev.slipway.plan;

import dev.slipway.model.ImageSpec;
import dev.slipway.plan.Prospect.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be done with one image, and why. */
public record Decision(ImageSpec image, Action action, Cause cause) {

    /**
     * Decides for one image.
     *
     * @param prospects one for each variant, in the declared order
     * @param existing what earlier runs proved of this image, the newest first
     * @param history tells what changed between two fingerprints
     */
    public static Decision of(
            ImageSpec image, List<Prospect> prospects, List<Existing> existing, Reuse reuse, InputHistory history) {
        if (reuse == Reuse.NOTHING) {
            return new Decision(image, new Action.Build(), new Cause.Forced());
        }
        List<String> above = new ArrayList<>();
        for (Prospect prospect : prospects) {
            boolean preferred = above.isEmpty();
            switch (prospect.fingerprint()) {
                case Fingerprint.AwaitsImages awaits -> {
                    return new Decision(image, new Action.Await(), new Cause.AwaitsImages(awaits.images()));
                }
                case Fingerprint.AwaitsBase awaits -> {
                    return new Decision(image, new Action.Build(), new Cause.BaseMissing(awaits.reference()));
                }
                case Fingerprint.Unreadable unreadable -> {
                    return new Decision(image, new Action.Build(), new Cause.Unreadable(unreadable.why()));
                }
                case Fingerprint.Known known -> {
                    Optional<Existing> kept = keeps(known.hex(), above, existing);
                    if (kept.isPresent() && (preferred || reuse == Reuse.ANY_RUNG)) {
                        Cause cause = preferred
                                ? new Cause.Unchanged()
                                : new Cause.StillDegraded(
                                        prospect.variant(), image.preferred().name());
                        return new Decision(image, new Action.Keep(kept.get(), !preferred), cause);
                    }
                    above.add(known.hex());
                }
            }
        }
        return new Decision(image, new Action.Build(), changed(prospects, above, existing, history));
    }

    private static Optional<Existing> keeps(String fingerprint, List<String> above, List<Existing> existing) {
        String ladder = Ladder.above(above);
        return existing.stream()
                .filter(candidate -> candidate.fingerprint().equals(fingerprint))
                .filter(candidate -> above.isEmpty() || candidate.ladder().equals(ladder))
                .findFirst();
    }

    private static Cause changed(
            List<Prospect> prospects, List<String> fingerprints, List<Existing> existing, InputHistory history) {
        if (existing.isEmpty()) {
            return new Cause.NeverBuilt();
        }
        Existing newest = existing.get(0);
        if (fingerprints.contains(newest.fingerprint())) {
            return new Cause.PreferredAgain(prospects.get(0).variant(), newest.variant());
        }
        int rung = 0;
        for (int i = 0; i < prospects.size(); i++) {
            if (prospects.get(i).variant().equals(newest.variant())) {
                rung = i;
            }
        }
        return new Cause.InputsChanged(history.changes(newest.fingerprint(), fingerprints.get(rung)));
    }

    /** How much of what earlier runs proved may be kept. */
    public enum Reuse {
        /** Any rung whose inputs, and those of the rungs above it, are unchanged. */
        ANY_RUNG,
        /** The preferred rung alone: a degraded image is tried again. */
        PREFERRED_RUNG,
        NOTHING
    }

    /** What is on record of earlier inputs. */
    @FunctionalInterface
    public interface InputHistory {
        /** Words for what changed; empty when one of the two is not on record. */
        List<String> changes(String earlier, String now);
    }
}
