package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Evidence;
import org.jspecify.annotations.Nullable;

/** How a step of an attempt ended, for the attempt. */
sealed interface Fate<T> {
    record Passed<T>(T value) implements Fate<T> {}

    /** {@code known} is why, where that needs no judging. */
    record Failed<T>(Evidence evidence, @Nullable Diagnosis known) implements Fate<T> {
        Failed(Evidence evidence) {
            this(evidence, null);
        }

        Diagnosis why(Judge judge) {
            return known == null ? judge.judge(evidence) : known;
        }

        <S> Failed<S> of() {
            return new Failed<>(evidence, known);
        }
    }

    /** The run was interrupted. */
    record Cancelled<T>() implements Fate<T> {}
}
