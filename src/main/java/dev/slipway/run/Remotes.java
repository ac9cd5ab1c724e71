package dev.slipway.run;

import dev.slipway.diagnose.Remote;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One circuit breaker for each remote, shared by all images of a run, so that what one image has learnt does not cost
 * the others their attempts. Knows no clock: it is told the time. Touched by the conductor's thread alone.
 */
final class Remotes {
    private static final Standing NOTHING_KNOWN = new Standing.Trusted(0);

    private final Map<Remote, Standing> standings = new HashMap<>();

    Standing standing(Remote remote) {
        return standings.getOrDefault(remote, NOTHING_KNOWN);
    }

    /** Counts a failure. Present when nobody is to ask the remote from now on, which was not so before. */
    Optional<Standing.Avoided> failed(Remote remote, String image, String because, Standing.Pausing pause, long now) {
        Standing before = standing(remote);
        Standing after = before.failed(image, because, pause, now);
        standings.put(remote, after);
        return after instanceof Standing.Avoided opened && !before.equals(after)
                ? Optional.of(opened)
                : Optional.empty();
    }

    /** @return whether it was left alone until now */
    boolean answered(Remote remote) {
        Standing before = standings.put(remote, NOTHING_KNOWN);
        return before instanceof Standing.Avoided || before instanceof Standing.Probed;
    }

    /** An attempt ended that says nothing of the remote. */
    void silent(Remote remote, String image, long now) {
        standings.put(remote, standing(remote).silent(image, now));
    }

    /** Whether an image may ask the remote now; if it asks on behalf of all, that is kept. */
    Turn turn(Remote remote, String image, long now) {
        Standing standing = standing(remote).asked(image, now);
        return switch (standing) {
            case Standing.Trusted trusted -> new Turn.Go();
            case Standing.Probed probed
            when probed.prober().equals(image) -> {
                standings.put(remote, probed);
                yield new Turn.Go();
            }
            case Standing.Probed probed -> new Turn.AfterProbe(probed.prober());
            case Standing.Avoided open -> new Turn.Later(open);
        };
    }

    /** When an image may ask. */
    sealed interface Turn {
        record Go() implements Turn {}

        /** When its pause is over. */
        record Later(Standing.Avoided open) implements Turn {}

        /** When the attempt of {@code prober} has ended. */
        record AfterProbe(String prober) implements Turn {}
    }
}
