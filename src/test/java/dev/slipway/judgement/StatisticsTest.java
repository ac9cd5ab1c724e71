package dev.slipway.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void wilsonsIntervalIsTheTextbooks() {
        assertThat(Statistics.atLeast(1, 2)).isEqualTo(0.0945, within(0.0005));
        assertThat(Statistics.atLeast(10, 20)).isEqualTo(0.2993, within(0.0005));
        assertThat(Statistics.atLeast(0, 20)).isZero();
        assertThat(Statistics.atLeast(0, 0)).isZero();
    }

    @Test
    void mannAndWhitneysChanceIsTheTextbooks() {
        double[] first = {1, 2, 3, 4, 5};
        double[] second = {6, 7, 8, 9, 10};
        // U = 0, mean 12.5, deviation 4.787, with continuity z = 2.507.
        assertThat(Statistics.chance(first, second)).isEqualTo(0.01219, within(0.00005));
        assertThat(Statistics.chance(first, first)).isEqualTo(1, within(1e-6));
        assertThat(Statistics.chance(new double[] {3, 3, 3}, new double[] {3, 3}))
                .isEqualTo(1);
    }

    @Test
    void deviationIsThatOfANormalSample() {
        assertThat(Statistics.deviation(new double[] {1, 1, 2, 2, 4, 6, 9})).isEqualTo(1.4826);
        assertThat(Statistics.quantile(new double[] {1, 2, 3, 4}, 0.25)).isEqualTo(1.75);
    }

    @Property(tries = 500)
    void dominanceTurnsRoundWithItsSamples(
            @ForAll @Size(min = 1, max = 20) @DoubleRange(max = 1e9) double[] first,
            @ForAll @Size(min = 1, max = 20) @DoubleRange(max = 1e9) double[] second) {
        assertThat(Statistics.dominance(first, second))
                .isBetween(-1.0, 1.0)
                .isEqualTo(0.0 - Statistics.dominance(second, first));
        assertThat(Statistics.chance(first, second))
                .isBetween(0.0, 1.0)
                .isEqualTo(Statistics.chance(second, first), within(1e-9));
    }

    @Property(tries = 500)
    void wilsonsLowerEndIsBelowTheShare(@ForAll @IntRange(max = 500) int hits, @ForAll @IntRange(max = 500) int more) {
        int trials = hits + more;
        assertThat(Statistics.atLeast(hits, trials)).isBetween(0.0, trials == 0 ? 0.0 : hits / (double) trials);
    }
}
