package dev.slipway.past;

import java.time.Instant;

/**
 * One time that one step was asked. {@code subject} is its image, or {@code stack}; {@code variant} is empty there. {@code
 * step} is its title, {@code kind} its kind in lower case. {@code fingerprint} names what the image was made from, empty
 * where unknown. {@code nature} is of the diagnosis, in lower case, and empty for a step that passed.
 */
public record Trial(
        String run,
        Instant at,
        String subject,
        String variant,
        String kind,
        String step,
        int attempt,
        String fingerprint,
        boolean passed,
        String nature) {}
