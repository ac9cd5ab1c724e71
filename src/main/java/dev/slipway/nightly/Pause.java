package dev.slipway.nightly;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.run.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Waiting for an hour of the wall clock. A machine that was asleep, or whose clock was set, notices within a minute. */
public record Pause(Ticker ticker, StopSignal stop) {
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** Whether the time has come; false when the signal was raised before. Blocks. */
    public boolean until(Instant time) {
        while (!stop.raised() && ticker.now().isBefore(time)) {
            Duration left = Duration.between(ticker.now(), time);
            CountDownLatch over = new CountDownLatch(1);
            try (Registration raised = stop.onRaise(reason -> over.countDown());
                    Registration due = ticker.after(left.compareTo(LOOK) < 0 ? left : LOOK, over::countDown)) {
                over.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException("nobody may interrupt a wait; raise the stop signal", interrupted);
            }
        }
        return !stop.raised();
    }
}
