package dev.slipway.scenario;

import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.run.SystemTicker;
import dev.slipway.run.Ticker;
import java.time.Duration;
import java.time.Instant;

/** The machine's own time, at another date: durations are real, and days pass between two calls. */
final class LeapingTicker implements Ticker, AutoCloseable {
    private final SystemTicker real = new SystemTicker();
    private final Duration ahead;

    private LeapingTicker(Duration ahead) {
        this.ahead = ahead;
    }

    /** One by which it is that time now. */
    static LeapingTicker at(Instant time) {
        return new LeapingTicker(Duration.between(Instant.now(), time));
    }

    @Override
    public Instant now() {
        return real.now().plus(ahead);
    }

    @Override
    public long nanos() {
        return real.nanos();
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        return real.after(delay, action);
    }

    @Override
    public void close() {
        real.close();
    }
}
