package dev.slipway.preflight;

import dev.slipway.model.Origin;

/**
 * A kind of finding. {@code id} is stable; {@code summary} says in one line what is wrong, {@code help} why it matters
 * and what to do.
 */
public record Kind(String id, Severity severity, String summary, String help) {
    public Finding at(Origin origin, String sentence, String remedy) {
        return new Finding(origin, id, severity, sentence, remedy);
    }

    /** A finding that is surer, or less sure, than most of its kind. */
    public Finding at(Severity other, Origin origin, String sentence, String remedy) {
        return new Finding(origin, id, other, sentence, remedy);
    }
}
