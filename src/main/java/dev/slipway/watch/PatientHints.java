package dev.slipway.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** For want of the system's notices: everything is looked at again and again. */
final class PatientHints implements Hints {
    static final Duration PERIOD = Duration.ofMillis(700);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void watch(Path folder) {}

    @Override
    public void forget(Path folder) {}

    @Override
    public Heard await(Duration longest) {
        boolean whole = longest.compareTo(PERIOD) >= 0;
        try {
            if (closed.await((whole ? PERIOD : longest).toNanos(), TimeUnit.NANOSECONDS)) {
                return new Heard.Closed();
            }
            return whole ? new Heard.Anywhere() : new Heard.Nothing();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody may interrupt a watch; close it", interrupted);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
