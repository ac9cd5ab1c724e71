package dev.slipway.nightly;

import dev.slipway.drift.Drift;
import java.util.Optional;

/** What images are made from, held against earlier nights. */
public interface Changes {
    /** Nobody looks. */
    Changes UNSEEN = new Changes() {
        @Override
        public Optional<Drift> sinceGood(String run, Subject subject, Trouble trouble) {
            return Optional.empty();
        }

        @Override
        public Optional<Drift> unasked(String run, Subject subject) {
            return Optional.empty();
        }
    };

    /** What differs from when it was last good, the likeliest cause of its trouble first; empty where that is not known. */
    Optional<Drift> sinceGood(String run, Subject subject, Trouble trouble);

    /** What became another thing although nobody changed an input; empty where nothing did. */
    Optional<Drift> unasked(String run, Subject subject);
}
