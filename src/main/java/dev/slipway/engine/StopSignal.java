package dev.slipway.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says once, to everyone who works for a step, that the work must end, and why. Raising is final and idempotent: the
 * first reason stays. Hooks run on the raising thread, at most once each, and must not block.
 */
public final class StopSignal {
    private final Object lock = new Object();
    private final List<Hook> hooks = new ArrayList<>();
    private @Nullable Reason reason;

    /** A signal that is raised with its parent, and can be raised alone. Close it so that the parent forgets it. */
    public Child child() {
        StopSignal signal = new StopSignal();
        return new Child(signal, onRaise(signal::raise));
    }

    public void raise(Reason why) {
        List<Hook> due;
        synchronized (lock) {
            if (reason != null) {
                return;
            }
            reason = why;
            due = List.copyOf(hooks);
            hooks.clear();
        }
        due.forEach(hook -> hook.action.accept(why));
    }

    public Optional<Reason> reason() {
        synchronized (lock) {
            return Optional.ofNullable(reason);
        }
    }

    public boolean raised() {
        return reason().isPresent();
    }

    /** Runs {@code action} when the signal is raised; at once if it already is. Close the registration to take it back. */
    public Registration onRaise(java.util.function.Consumer<Reason> action) {
        Hook hook = new Hook(action);
        Reason already;
        synchronized (lock) {
            already = reason;
            if (already == null) {
                hooks.add(hook);
            }
        }
        if (already != null) {
            action.accept(already);
        }
        return () -> {
            synchronized (lock) {
                hooks.remove(hook);
            }
        };
    }

    /** Why the work must end. */
    public enum Reason {
        /** The user or the system asked for it. */
        INTERRUPTED,
        /** The total time is over. */
        TOTAL_TIME,
        /** Nothing was heard for too long. */
        IDLE_TIME,
        /** What was waited for has been seen; the rest is not needed. */
        DONE
    }

    /** A hook that can be taken back. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** A signal and its tie to the parent. */
    public record Child(StopSignal signal, Registration tie) implements AutoCloseable {
        @Override
        public void close() {
            tie.close();
        }
    }

    private static final class Hook {
        private final java.util.function.Consumer<Reason> action;

        private Hook(java.util.function.Consumer<Reason> action) {
            this.action = action;
        }
    }
}
