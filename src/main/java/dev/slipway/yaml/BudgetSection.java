package dev.slipway.yaml;

import dev.slipway.model.Budget;
import java.time.Duration;
import java.util.List;

/** {@code budget}. */
final class BudgetSection {
    private static final Key<Duration> TIME = Key.of(
                    "time",
                    Durations.DURATION,
                    "15m",
                    "The longest that an attempt may take: build, preload and checks.")
            .otherwise("unlimited");
    private static final Key<Long> SIZE = Key.of(
                    "size", Words.SIZE, "1500MB", "The most bytes that the image may have.")
            .otherwise("unlimited");

    static final Fields<Budget> SHAPE = Fields.of(
            "budget",
            "What an image may cost.",
            List.of(TIME, SIZE),
            section -> new Budget(section.optional(TIME), section.optional(SIZE)),
            Group.atLeastOne("time", "size"));

    private BudgetSection() {}
}
