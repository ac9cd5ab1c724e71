package dev.slipway.judgement;

import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Series.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where a series went to another level. Around each place the samples before and after are held against each other; the place
 * where they differ most is a point if they differ by more than chance (Mann–Whitney U), by more than the noise (medians and
 * MADs), and by enough to matter. Then both sides of it are searched alike, so that one step is one point.
 */
public final class ChangePoints {
    /** So many samples are needed on each side: a night or three out of order are no new level. */
    public static final int LEAST_SAMPLES = 5;
    /** Farther away on either side nothing is looked at, so that slow drift adds up to no step. */
    public static final int WINDOW = 10;
    /** A median that moves by less matters to nobody. */
    public static final double LEAST_CHANGE = 0.15;
    /** It must move by so many deviations: those of the noisier side, or from one night to the next, whichever is more. */
    public static final double LEAST_DEVIATIONS = 3;
    /** A difference that comes about more often by chance is none; so five samples need eight on the other side. */
    public static final double GREATEST_CHANCE = 0.005;

    private ChangePoints() {}

    /** In the order in which they came about. */
    public static List<ChangePoint> of(List<Series> all) {
        return all.stream()
                .flatMap(series -> of(series).stream())
                .sorted(Comparator.comparing(ChangePoint::at)
                        .thenComparing(ChangePoint::measure)
                        .thenComparing(ChangePoint::subject))
                .toList();
    }

    public static List<ChangePoint> of(Series series) {
        List<Sample> samples = series.samples().stream()
                .filter(sample -> Double.isFinite(sample.value()) && sample.value() >= 0)
                .toList();
        double[] values = samples.stream().mapToDouble(Sample::value).toArray();
        List<Integer> places = new ArrayList<>();
        if (values.length > 0) {
            search(series.measure(), values, 0, values.length, places);
        }
        places.sort(Comparator.naturalOrder());
        List<ChangePoint> points = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            int from = i == 0 ? 0 : places.get(i - 1);
            int to = i + 1 == places.size() ? values.length : places.get(i + 1);
            double[] before = Arrays.copyOfRange(values, Math.max(from, place - WINDOW), place);
            double[] after = Arrays.copyOfRange(values, place, Math.min(to, place + WINDOW));
            points.add(new ChangePoint(
                    series.measure(),
                    series.subject(),
                    samples.get(place).run(),
                    samples.get(place).at(),
                    Statistics.median(before),
                    Statistics.median(after),
                    Statistics.chance(before, after)));
        }
        return List.copyOf(points);
    }

    private static void search(Measure measure, double[] values, int from, int to, List<Integer> places) {
        double noise = Statistics.unrest(Arrays.copyOfRange(values, from, to));
        Split best = null;
        for (int place = from + LEAST_SAMPLES; place <= to - LEAST_SAMPLES; place++) {
            Split split = new Split(
                    place,
                    Arrays.copyOfRange(values, Math.max(from, place - WINDOW), place),
                    Arrays.copyOfRange(values, place, Math.min(to, place + WINDOW)));
            if (split.counts(measure, noise) && (best == null || split.compareTo(best) > 0)) {
                best = split;
            }
        }
        if (best != null) {
            int place = refined(values, best.place, from, to);
            places.add(place);
            search(measure, values, from, place, places);
            search(measure, values, place, to, places);
        }
    }

    /** The place nearby that leaves the least to be explained: the smallest sum of distances from the medians of both sides. */
    private static int refined(double[] values, int about, int from, int to) {
        int first = Math.max(from, about - WINDOW);
        int last = Math.min(to, about + WINDOW);
        int refined = about;
        double least = Double.POSITIVE_INFINITY;
        for (int place = first + LEAST_SAMPLES; place <= last - LEAST_SAMPLES; place++) {
            double left = Statistics.scatter(Arrays.copyOfRange(values, first, place))
                    + Statistics.scatter(Arrays.copyOfRange(values, place, last));
            if (left < least) {
                least = left;
                refined = place;
            }
        }
        return refined;
    }

    /** Two windows around a place; the greater, the clearer they differ. */
    private static final class Split implements Comparable<Split> {
        private static final Comparator<Split> ORDER = Comparator.<Split>comparingDouble(
                        split -> Math.abs(split.dominance))
                .thenComparingDouble(split -> split.moved)
                .thenComparingInt(split -> -split.place);

        private final int place;
        private final double[] before;
        private final double[] after;
        private final double dominance;
        private final double moved;

        Split(int place, double[] before, double[] after) {
            this.place = place;
            this.before = before;
            this.after = after;
            this.dominance = Statistics.dominance(before, after);
            this.moved = Math.abs(Statistics.median(after) - Statistics.median(before));
        }

        boolean counts(Measure measure, double unrest) {
            double noise = Math.max(unrest, Math.max(Statistics.deviation(before), Statistics.deviation(after)));
            return moved >= leastMove(measure)
                    && moved >= LEAST_CHANGE * Statistics.median(before)
                    && moved >= LEAST_DEVIATIONS * noise
                    && Statistics.chance(before, after) <= GREATEST_CHANCE;
        }

        @Override
        public int compareTo(Split other) {
            return ORDER.compare(this, other);
        }
    }

    /** What nobody would notice, however large a share it is, in the unit of the measure. */
    private static double leastMove(Measure measure) {
        return switch (measure) {
            case DURATION -> 500;
            case START_UP -> 250;
            case SILENCE -> 1000;
            case IMPORT_TIME -> 100;
            case SIZE -> 100_000;
            case MEMORY -> 1_000_000;
        };
    }
}
