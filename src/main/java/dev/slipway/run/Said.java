package dev.slipway.run;

import dev.slipway.diagnose.Evidence;
import java.util.Map;

/** What the thing under test said in a step: yes with a value, or no with evidence. */
sealed interface Said<T> {
    /** {@code detail} is a short fact worth a line. */
    record Yes<T>(T value, String detail, Map<String, String> facts) implements Said<T> {
        public Yes {
            facts = Map.copyOf(facts);
        }
    }

    record No<T>(Evidence evidence) implements Said<T> {}
}
