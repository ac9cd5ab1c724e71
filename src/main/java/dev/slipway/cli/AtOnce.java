package dev.slipway.cli;

import dev.slipway.engine.StopSignal.Registration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is done at once by a second signal, as long as there is something to do. Safe for any thread. */
final class AtOnce implements Runnable {
    private final AtomicReference<@Nullable Runnable> action = new AtomicReference<>();

    /** Until it is closed. */
    Registration by(Runnable removal) {
        action.set(removal);
        return () -> action.compareAndSet(removal, null);
    }

    @Override
    public void run() {
        Optional.ofNullable(action.get()).ifPresent(Runnable::run);
    }
}
