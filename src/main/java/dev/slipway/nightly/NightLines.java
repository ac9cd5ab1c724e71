package dev.slipway.nightly;

import dev.slipway.nightly.Nights.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A night as it is told after its run: what it changed, then what is as bad as it was. Pure. */
public record NightLines(String pipeline, Bulletin bulletin) {
    /** @param number of the night, counted from 1 */
    public List<String> of(Told told, int number) {
        List<String> lines = new ArrayList<>();
        lines.add("night " + number + " of " + pipeline + ", "
                + bulletin.day(told.night().began()));
        for (Transition transition : told.transitions()) {
            lines.add(line(transition.kind(), bulletin.headline(transition)));
            addKnown(lines, transition.subject(), told.night());
        }
        told.after().standings().values().stream()
                .filter(standing -> told.transitions().stream()
                        .noneMatch(news -> news.subject().equals(standing.subject())))
                .forEach(standing -> still(standing).ifPresent(line -> {
                    lines.add(line);
                    addKnown(lines, standing.subject(), told.night());
                }));
        if (lines.size() == 1) {
            lines.add(line("unchanged", "everything is as good as it was"));
        }
        return lines;
    }

    private void addKnown(List<String> lines, Subject subject, Night night) {
        bulletin.known(subject, night).forEach(step -> lines.add(line("", step)));
    }

    /** What is bad, in a line; empty for what is good. */
    public Optional<String> still(Standing standing) {
        return switch (standing) {
            case Standing.Good good -> Optional.empty();
            case Standing.Failing failing ->
                Optional.of(line(
                        "still failing",
                        failing.subject() + ", day " + failing.nights() + ", since " + bulletin.day(failing.since())
                                + ": " + failing.trouble().words()));
            case Standing.Degraded degraded -> Optional.of(line("still degraded", owed(degraded)));
        };
    }

    private String owed(Standing.Degraded degraded) {
        String debt = degraded.failAfter() == 0
                ? ""
                : degraded.due()
                        ? ", counts as failed"
                        : ", counts as failed after " + Bulletin.nights(degraded.failAfter());
        return degraded.subject() + ", " + Bulletin.nights(degraded.nights()) + " by '" + degraded.variant()
                + "', since " + bulletin.day(degraded.since()) + debt + ": "
                + degraded.trouble().words();
    }

    private static String line(String word, String text) {
        return "  " + word + " ".repeat(Math.max(2, 17 - word.length())) + text;
    }
}
