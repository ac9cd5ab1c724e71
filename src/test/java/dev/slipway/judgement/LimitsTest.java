package dev.slipway.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Series.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void aWideLimitIsToldWhatWouldDo() {
        Limit limit = Limits.of(series(Measure.START_UP, Collections.nCopies(30, 4100.0)))
                .orElseThrow();

        assertThat(limit.words(Duration.ofSeconds(60)))
                .contains("api/full/http /health answered within 4.1 s in 30 runs; within: 60s could be 15s");
        assertThat(limit.words(Duration.ofSeconds(15))).isEmpty();
        assertThat(limit.words(Duration.ofSeconds(5)))
                .contains("api/full/http /health answered within 4.1 s in 30 runs; within: 5s is tight, 15s would do");
        assertThat(limit.words(null))
                .contains("api/full/http /health answered within 4.1 s in 30 runs; within: 15s would do");
    }

    @Test
    void silenceHasAHigherFloor() {
        assertThat(Limits.of(series(Measure.SILENCE, Collections.nCopies(20, 50.0)))
                        .orElseThrow()
                        .words(Duration.ofMinutes(10)))
                .contains(
                        "api/full/http /health was never silent for longer than 50 ms in 20 runs; idle: 10m could be 60s");
    }

    @Test
    void fromFewRunsNothingIsLearnedAndFromSizesNeither() {
        assertThat(Limits.of(series(Measure.START_UP, Collections.nCopies(19, 4100.0))))
                .isEmpty();
        assertThat(Limits.of(series(Measure.SIZE, Collections.nCopies(40, 4100.0))))
                .isEmpty();
    }

    @Property(tries = 500)
    void noLimitIsBelowTwiceWhatWasSeen(
            @ForAll @Size(min = 20, max = 60) List<@DoubleRange(max = 7_200_000) Double> values) {
        assertThat(Limits.of(series(Measure.START_UP, values))).hasValueSatisfying(limit -> {
            assertThat(limit.suggested().toMillis()).isGreaterThanOrEqualTo((long) (2 * Collections.max(values)));
            assertThat(limit.longest()).isGreaterThanOrEqualTo(limit.usual());
        });
    }

    private static Series series(Measure measure, List<Double> values) {
        List<Sample> samples = new ArrayList<>();
        values.forEach(value ->
                samples.add(new Sample("run-" + samples.size(), Instant.EPOCH.plusSeconds(samples.size()), value)));
        return new Series(measure, "api/full/http /health", samples);
    }
}
