package dev.slipway.yaml;

import dev.slipway.model.RetryPolicy;
import java.time.Duration;
import java.util.List;

/** {@code retry}: for transient failures alone. */
final class RetrySection {
    private static final Key<Integer> ATTEMPTS = Key.of(
                    "attempts",
                    new Whole("a number of attempts", 1, 20, "3"),
                    "3",
                    "How often a variant is tried, the first time included.")
            .fallback("3")
            .strangers("max", "max_attempts", "retries", "count");
    private static final Key<Backoff> BACKOFF = Key.of(
                    "backoff",
                    Text.of(
                            "a range of durations",
                            "2s..60s",
                            "^([0-9]+(h|ms|m|s))+(\\.\\.([0-9]+(h|ms|m|s))+)?$",
                            RetrySection::backoff),
                    "2s..60s",
                    "The first wait and the longest; the wait doubles in between. One duration alone is both.")
            .fallback("2s..60s")
            .strangers("delay", "wait");
    private static final Key<Duration> WITHIN = Key.of(
                    "within",
                    Durations.DURATION,
                    "10m",
                    "No attempt begins later than this after the first transient failure.")
            .fallback("10m")
            .strangers("timeout", "deadline");

    static final Fields<RetryPolicy> SHAPE = Fields.of(
            "retry",
            "How patiently a transient failure (a network, a registry) is tried again. Other failures are never retried.",
            List.of(ATTEMPTS, BACKOFF, WITHIN),
            RetrySection::read);

    private RetrySection() {}

    private record Backoff(Duration first, Duration longest) {}

    static RetryPolicy read(Section section) {
        Backoff backoff = section.value(BACKOFF);
        return new RetryPolicy(section.value(ATTEMPTS), backoff.first(), backoff.longest(), section.value(WITHIN));
    }

    private static Backoff backoff(String text) {
        int dots = text.indexOf("..");
        Duration first =
                Durations.parse(dots < 0 ? text : text.substring(0, dots).strip());
        Duration longest =
                dots < 0 ? first : Durations.parse(text.substring(dots + 2).strip());
        if (longest.compareTo(first) < 0) {
            throw new Misread(Quoted.of(text) + " begins with the longer wait", null);
        }
        return new Backoff(first, longest);
    }
}
