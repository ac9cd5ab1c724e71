package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Timeouts LIMITS = new Timeouts(Duration.ofHours(1), Duration.ofMinutes(10));

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void whatIsNotTheStepsOwnCostsItNoTime() {
        Timeouts minute = new Timeouts(Duration.ofMinutes(1), Duration.ofHours(1));
        try (Watchdog watchdog = new Watchdog(ticker, new StopSignal(), minute)) {
            ticker.advance(Duration.ofSeconds(50));
            boolean within = watchdog.uncounted(() -> {
                ticker.advance(Duration.ofSeconds(30));
                return watchdog.signal().raised();
            });
            assertThat(within).isFalse();
            ticker.advance(Duration.ofSeconds(9));
            assertThat(watchdog.signal().raised()).isFalse();
            ticker.advance(Duration.ofSeconds(2));
            assertThat(watchdog.signal().reason()).contains(StopSignal.Reason.TOTAL_TIME);
        }
    }

    @Test
    void longestSilenceCountsFromTheBeginningAndToTheEnd() {
        try (Watchdog watchdog = new Watchdog(ticker, new StopSignal(), LIMITS)) {
            assertThat(watchdog.silence()).as("it has said nothing").isEmpty();
            ticker.advance(Duration.ofSeconds(20));
            watchdog.heard();
            ticker.advance(Duration.ofSeconds(5));
            watchdog.heard();
            assertThat(watchdog.silence()).contains(Duration.ofSeconds(20));
            ticker.advance(Duration.ofSeconds(90));
            assertThat(watchdog.silence()).contains(Duration.ofSeconds(90));
            assertThat(watchdog.signal().raised()).isFalse();
        }
    }
}
