package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.DiskUse;
import dev.slipway.run.DiskForecast.Outlook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskForecastTest {
    private static final long MB = 1_000_000;

    @Test
    void theImageOfLastTimeTellsMoreThanItsBase() {
        assertThat(new DiskForecast(10 * MB, 0, 120 * MB).wanted()).isEqualTo(130 * MB);
        assertThat(new DiskForecast(10 * MB, 900 * MB, 120 * MB).wanted()).isEqualTo(910 * MB);
    }

    @Test
    void onlyAContextThatDoesNotFitStopsABuild() {
        DiskForecast forecast = new DiskForecast(10 * MB, 900 * MB, 120 * MB);
        assertThat(forecast.in(2000 * MB)).isEqualTo(Outlook.ENOUGH);
        assertThat(forecast.in(910 * MB)).isEqualTo(Outlook.ENOUGH);
        assertThat(forecast.in(909 * MB)).isEqualTo(Outlook.TIGHT);
        assertThat(forecast.in(9 * MB)).isEqualTo(Outlook.HOPELESS);
    }

    @Test
    void theWarningSaysWhatCouldBeFreedAndHow() {
        DiskUse use = new DiskUse(
                List.of(new DiskUse.Image("sha256:a", 500 * MB, 100 * MB), new DiskUse.Image("sha256:b", 70 * MB, 0)),
                Map.of(),
                Map.of(),
                Map.of(),
                new DiskUse.Cache(1200 * MB, 12),
                0);
        DiskForecast forecast = new DiskForecast(10 * MB, 900 * MB, 120 * MB);
        assertThat(forecast.warning("worker", 300 * MB, List.of("sha256:a"), use))
                .isEqualTo(
                        "worker may need about 910 MB, and the engine's disk has 300 MB free. 1.2 GB of build cache"
                                + " and 400 MB of images that nobody names could go. Maybe run 'slipway clean --images --cache'.");
        assertThat(forecast.warning("worker", 300 * MB, List.of(), DiskUse.UNKNOWN))
                .isEqualTo("worker may need about 910 MB, and the engine's disk has 300 MB free."
                        + " Maybe run 'slipway clean --images --cache'.");
    }
}
