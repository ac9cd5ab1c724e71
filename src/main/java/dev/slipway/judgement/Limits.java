package dev.slipway.judgement;

import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Series.Sample;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Limits of start-up and silence, learned from what was seen. A limit that is too short breaks what works, so these are wide. */
public final class Limits {
    /** From fewer runs nothing is learned. */
    public static final int LEAST_RUNS = 20;
    /** The upper quantile that is taken for the longest of the usual. */
    public static final double QUANTILE = 0.99;
    /** By so much the limit stands above the quantile. */
    public static final int FACTOR = 3;
    /** No limit is less than so many times the longest that was ever seen. */
    public static final int SAFETY = 2;

    private static final Duration LEAST_START_UP = Duration.ofSeconds(5);
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(60);
    private static final List<Integer> ROUND =
            List.of(5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600);

    private Limits() {}

    /** Of each start-up and silence of which enough is known; by subject. */
    public static List<Limit> of(List<Series> all) {
        return all.stream()
                .flatMap(series -> of(series).stream())
                .sorted(Comparator.comparing(Limit::subject).thenComparing(Limit::measure))
                .toList();
    }

    public static Optional<Limit> of(Series series) {
        Measure measure = series.measure();
        double[] values = series.samples().stream()
                .mapToDouble(Sample::value)
                .filter(value -> Double.isFinite(value) && value >= 0)
                .toArray();
        if ((measure != Measure.START_UP && measure != Measure.SILENCE) || values.length < LEAST_RUNS) {
            return Optional.empty();
        }
        double longest = Statistics.quantile(values, 1);
        double wanted = Math.max(FACTOR * Statistics.quantile(values, QUANTILE), SAFETY * longest);
        Duration least = measure == Measure.START_UP ? LEAST_START_UP : LEAST_SILENCE;
        return Optional.of(new Limit(
                measure,
                series.subject(),
                values.length,
                millis(Statistics.median(values)),
                millis(longest),
                rounded(Math.max(wanted, (double) least.toMillis()))));
    }

    private static Duration millis(double value) {
        return Duration.ofMillis((long) Math.ceil(value));
    }

    /** Up to a figure that people write; beyond an hour to whole hours. */
    private static Duration rounded(double millis) {
        double seconds = millis / 1000;
        return ROUND.stream()
                .filter(round -> round >= seconds)
                .findFirst()
                .map(Duration::ofSeconds)
                .orElseGet(() -> Duration.ofHours((long) Math.ceil(seconds / 3600)));
    }
}
