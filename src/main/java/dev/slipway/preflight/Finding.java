package dev.slipway.preflight;

import dev.slipway.model.Origin;

/**
 * Something seen before any build that will fail it or harm it. {@code rule} is a stable id, by which a comment
 * {@code # slipway:ignore=RULE} on or above the line silences it. {@code remedy} begins with "Maybe".
 */
public record Finding(Origin origin, String rule, Severity severity, String sentence, String remedy) {
    @Override
    public String toString() {
        return "%s: %s: %s %s".formatted(origin, rule, sentence, remedy);
    }
}
