package dev.slipway.workbench;

/** Hears the story of a stack that is worked on. One thread at a time calls it; it must not block for long. */
@FunctionalInterface
public interface BenchListener {
    void on(BenchEvent event);
}
