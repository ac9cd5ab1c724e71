package dev.slipway.context;

import dev.slipway.model.Origin;

/** A line of an ignore file that no builder would accept. */
public record IgnoreProblem(Origin origin, String sentence) {
    @Override
    public String toString() {
        return origin + ": " + sentence;
    }
}
