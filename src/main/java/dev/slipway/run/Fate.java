package dev.slipway.run;

import dev.slipway.diagnose.Evidence;

/** How a step of an attempt ended, for the attempt. */
sealed interface Fate<T> {
    record Passed<T>(T value) implements Fate<T> {}

    record Failed<T>(Evidence evidence) implements Fate<T> {
        <S> Failed<S> of() {
            return new Failed<>(evidence);
        }
    }

    /** The run was interrupted. */
    record Cancelled<T>() implements Fate<T> {}
}
