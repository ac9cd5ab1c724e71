package dev.slipway.preflight;

import dev.slipway.model.Origin;

/** A line that no builder would accept, with what is wrong in words. */
public record SyntaxProblem(Origin origin, String sentence) {
    @Override
    public String toString() {
        return origin + ": " + sentence;
    }
}
