package dev.slipway.stack;

/** Hears the story of a stack. One thread at a time calls it; it must not block for long. */
@FunctionalInterface
public interface StackListener {
    void on(StackEvent event);
}
