package dev.slipway.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Series.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:30:00Z");

    @Test
    void growthIsToldOnceWithWhenAndByHowMuch() {
        assertThat(ChangePoints.of(series(Measure.SIZE, 60, night -> night < 40 ? 431_000_000 : 560_300_000)))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.run()).isEqualTo("run-40");
                    assertThat(point.at()).isEqualTo(NIGHT.plusSeconds(40 * 86_400L));
                    assertThat(point.words()).isEqualTo("the size of backend went from 431 MB to 560 MB (+30 %)");
                });
    }

    @Test
    void upAndDownAgainAreTwo() {
        assertThat(ChangePoints.of(series(
                        Measure.DURATION,
                        60,
                        night -> (night < 20 || night >= 40 ? 20_000 : 30_000) + night % 3 * 100)))
                .extracting(ChangePoint::run)
                .containsExactly("run-20", "run-40");
    }

    @Test
    void threeSlowNightsAreNoNewLevel() {
        assertThat(ChangePoints.of(series(
                        Measure.DURATION, 60, night -> night >= 30 && night < 33 ? 90_000 : 20_000 + night % 5 * 50)))
                .isEmpty();
    }

    @Test
    void aThirdMoreOfNearlyNothingIsNothing() {
        assertThat(ChangePoints.of(series(Measure.DURATION, 60, night -> night < 30 ? 60 : 90)))
                .isEmpty();
    }

    @Test
    void slowGrowthIsNoStep() {
        assertThat(ChangePoints.of(series(Measure.SIZE, 60, night -> 400_000_000 + night * 2_000_000)))
                .isEmpty();
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOut() {
        assertThat(ChangePoints.of(series(Measure.SIZE, 30, night -> night % 2 == 0 ? Double.NaN : 5_000_000)))
                .isEmpty();
        assertThat(ChangePoints.of(series(Measure.SIZE, 0, night -> 1))).isEmpty();
    }

    @Property(tries = 200)
    void aConstantSeriesHasNone(@ForAll @DoubleRange(max = 1e12) double value, @ForAll @IntRange(max = 80) int length) {
        assertThat(ChangePoints.of(series(Measure.SIZE, length, night -> value)))
                .isEmpty();
    }

    @Property(tries = 300)
    void aShiftIsFoundWhereItIs(
            @ForAll @IntRange(min = 8, max = 52) int place,
            @ForAll @DoubleRange(min = 1.3, max = 5) double factor,
            @ForAll Random random) {
        Series shifted = series(
                Measure.DURATION,
                60,
                night -> (night < place ? 20_000 : 20_000 * factor) * (1 + random.nextDouble() * 0.04));

        assertThat(ChangePoints.of(shifted)).singleElement().satisfies(point -> {
            assertThat(point.run()).isEqualTo("run-" + place);
            assertThat(point.worse()).isTrue();
        });
    }

    @Property(tries = 300)
    void noiseAloneHasNone(@ForAll Random random) {
        assertThat(ChangePoints.of(series(Measure.DURATION, 120, night -> 20_000 + random.nextGaussian() * 3_000)))
                .isEmpty();
    }

    @Property(tries = 500)
    void whateverIsMeasuredTheAnswerIsANumber(@ForAll @Size(max = 60) List<@DoubleRange(max = 1e9) Double> values) {
        assertThat(ChangePoints.of(series(Measure.MEMORY, values.size(), values::get)))
                .allSatisfy(point -> {
                    assertThat(point.change()).isFinite();
                    assertThat(point.chance()).isBetween(0.0, ChangePoints.GREATEST_CHANCE * 2);
                });
    }

    private static Series series(Measure measure, int length, IntToDoubleFunction value) {
        List<Sample> samples = new ArrayList<>();
        for (int night = 0; night < length; night++) {
            samples.add(new Sample("run-" + night, NIGHT.plusSeconds(night * 86_400L), value.applyAsDouble(night)));
        }
        return new Series(measure, "backend", samples);
    }
}
