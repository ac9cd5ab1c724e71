package dev.slipway.judgement;

import java.util.Arrays;

/** The robust statistics of this room; {@code docs/judgement.md} names their sources. All are pure, none returns NaN. */
final class Statistics {
    /** Makes the median absolute deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(3/4). */
    private static final double NORMAL = 1.4826;

    private Statistics() {}

    /** @param values at least one, finite */
    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** By linear interpolation between the two nearest (type 7 of Hyndman and Fan). */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The median absolute deviation from the median, on the scale of a standard deviation. */
    static double deviation(double[] values) {
        double median = median(values);
        return NORMAL
                * median(Arrays.stream(values)
                        .map(value -> Math.abs(value - median))
                        .toArray());
    }

    /**
     * How much neighbours differ, on the scale of a standard deviation: the median of the steps from one value to the next, which a
     * new level changes in one place only. 0 for a single value.
     */
    static double unrest(double[] values) {
        double[] steps = new double[values.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(values[i + 1] - values[i]);
        }
        return steps.length == 0 ? 0 : NORMAL * median(steps) / Math.sqrt(2);
    }

    /** The sum of the distances from the median. */
    static double scatter(double[] values) {
        double median = median(values);
        return Arrays.stream(values).map(value -> Math.abs(value - median)).sum();
    }

    /**
     * By how much the second sample stands above the first: Cliff's delta, from -1 to 1, which is the Mann–Whitney U of the two,
     * scaled.
     */
    static double dominance(double[] first, double[] second) {
        long above = 0;
        for (double one : first) {
            for (double other : second) {
                above += Double.compare(other, one);
            }
        }
        return above / (double) ((long) first.length * second.length);
    }

    /**
     * The chance of a Mann–Whitney U as far from its mean as this, in either direction, when both samples are of one kind; by
     * the normal approximation with corrections for ties and continuity.
     */
    static double chance(double[] first, double[] second) {
        double one = first.length;
        double other = second.length;
        double all = one + other;
        double distance = Math.abs(dominance(first, second)) * one * other / 2;
        double variance = one * other / 12 * (all + 1 - ties(first, second) / (all * (all - 1)));
        if (variance <= 0) {
            return 1;
        }
        return Math.min(1, 2 * upperTail(Math.max(0, distance - 0.5) / Math.sqrt(variance)));
    }

    private static double ties(double[] first, double[] second) {
        double[] sorted = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, sorted, first.length, second.length);
        Arrays.sort(sorted);
        double sum = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double tied = to - from;
            sum += tied * tied * tied - tied;
            from = to;
        }
        return sum;
    }

    /** Of the normal distribution, for z ≥ 0; error below 7.5e-8 (Abramowitz and Stegun, 26.2.17). */
    private static double upperTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }

    /** The lower end of Wilson's interval for a share, at 95 %; 0 without a hit. */
    static double atLeast(int hits, int trials) {
        if (hits == 0) {
            return 0;
        }
        double z = 1.96;
        double share = hits / (double) trials;
        double centre = share + z * z / (2 * trials);
        double width = z * Math.sqrt(share * (1 - share) / trials + z * z / (4.0 * trials * trials));
        return Math.clamp((centre - width) / (1 + z * z / trials), 0, share);
    }
}
