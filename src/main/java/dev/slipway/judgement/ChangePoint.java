package dev.slipway.judgement;

import dev.slipway.past.Series.Measure;
import java.time.Instant;
import java.util.Locale;

/**
 * Where a measure went to another level and stayed there. {@code run} is the first one on the new level. {@code from} and {@code
 * to} are the medians before and after, in the unit of the measure. {@code chance} is how often that would happen by itself.
 */
public record ChangePoint(
        Measure measure, String subject, String run, Instant at, double from, double to, double chance) {
    /** {@code 0.3} for 30 % more; {@code -0.5} for half. Never NaN. */
    public double change() {
        return from == 0 ? (to == 0 ? 0 : 1) : (to - from) / from;
    }

    public boolean worse() {
        return to > from;
    }

    /** One sentence without a full stop: {@code the size of backend went from 431 MB to 560 MB (+30 %)}. */
    public String words() {
        return "the " + Amounts.name(measure) + " of " + (subject.isEmpty() ? "the run" : subject) + " went from "
                + Amounts.print(measure, from) + " to " + Amounts.print(measure, to) + " ("
                + String.format(Locale.ROOT, "%+.0f %%", change() * 100) + ")";
    }
}
