package dev.slipway.notices;

import java.time.Instant;
import java.util.List;

/**
 * One thing that somebody is told. {@code key} is the same for the same thing, however often it is put: it is sent once to
 * each target. {@code kind} is a word of the transition in lower case with dashes ({@code new-failure}). {@code headline}
 * fits a subject line; {@code lines} are the whole story in plain text: diagnosis with its quotes, then drift.
 */
public record Notice(
        String key,
        Instant at,
        String pipeline,
        String kind,
        String subject,
        String headline,
        List<String> lines,
        String run) {
    public Notice {
        lines = List.copyOf(lines);
    }
}
