package dev.slipway.run;

/** Hears a run. Called by one thread at a time, in order; it must not block for long and must not throw. */
@FunctionalInterface
public interface RunListener {
    void on(RunEvent event);
}
