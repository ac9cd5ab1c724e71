package dev.slipway.yaml;

import dev.slipway.model.Timeouts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code timeout}: a duration for the whole step, or both limits. */
final class TimeoutSection {
    static final Key<Duration> TOTAL = Key.of(
                    "total", Durations.DURATION, "30m", "The longest that a step (a build, a preload) may take.")
            .fallback("30m");
    static final Key<Duration> IDLE = Key.of(
                    "idle",
                    Durations.DURATION,
                    "10m",
                    "The longest that a step may say nothing before it is taken to hang.")
            .fallback("10m");

    private static final Fields<Limits> FULL = Fields.of(
            "timeout",
            "Limits of every step. A duration alone is the total.",
            List.of(TOTAL, IDLE),
            section -> new Limits(section.optional(TOTAL), section.optional(IDLE)));

    static final Shape<Limits> SHAPE =
            new Either<>(Mapped.always(Durations.DURATION, (total, at) -> new Limits(total, null)), FULL);

    private TimeoutSection() {}

    /** What one level of the file says; the rest is inherited. */
    record Limits(@Nullable Duration total, @Nullable Duration idle) {
        static final Limits UNSAID = new Limits(null, null);

        Timeouts over(Timeouts inherited) {
            return new Timeouts(total == null ? inherited.total() : total, idle == null ? inherited.idle() : idle);
        }

        Timeouts over(Scope scope) {
            return over(new Timeouts(TOTAL.fallbackValue(scope), IDLE.fallbackValue(scope)));
        }
    }
}
