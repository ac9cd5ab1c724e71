package dev.slipway.report.html;

import dev.slipway.past.PastRun;
import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All that the page over time is made from. {@code runs} are of all commands and pipelines, the newest first; {@code zone} is
 * where days begin and end. {@code page} is from the id of a run to where its page is, empty for one that has none.
 */
public record IndexReport(
        ZoneId zone,
        List<PastRun> runs,
        List<Series> series,
        List<Shift> shifts,
        List<Unsteady> unsteady,
        List<Owed> debts,
        List<Missed> missed,
        UnaryOperator<String> page) {
    public IndexReport {
        runs = List.copyOf(runs);
        series = List.copyOf(series);
        shifts = List.copyOf(shifts);
        unsteady = List.copyOf(unsteady);
        debts = List.copyOf(debts);
        missed = List.copyOf(missed);
    }

    /** Where a measure went to another level; {@code words} is a sentence without a full stop. */
    public record Shift(Measure measure, String subject, Instant at, String words) {}

    /** A step that answers the same question now so, now otherwise; {@code words} says how often. */
    public record Unsteady(String step, String words, Instant last) {}

    /** An image that works by a lower rung, and for how many nights. */
    public record Owed(String pipeline, String image, int nights, Instant since, String variant, String reason) {}

    /** A night that was due and did not take place; {@code why} is empty where nobody knows. */
    public record Missed(String pipeline, LocalDate day, String why) {}
}
