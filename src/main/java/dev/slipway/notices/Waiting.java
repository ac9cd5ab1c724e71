package dev.slipway.notices;

import java.time.Instant;

/**
 * A notice on its way to one target, as it is kept. {@code target} is the target's id and {@code place} its place in the
 * pipeline file, {@code label} its name for people; {@code tries} failed so far, the last one for {@code why}.
 */
public record Waiting(
        Notice notice,
        String target,
        String label,
        int place,
        Instant since,
        int tries,
        Instant notBefore,
        String why) {
    Waiting after(String reason, Instant next) {
        return new Waiting(notice, target, label, place, since, tries + 1, next, reason);
    }

    Waiting towards(Recipient other) {
        return new Waiting(notice, other.id(), other.label(), other.place(), since, 0, since, "");
    }
}
