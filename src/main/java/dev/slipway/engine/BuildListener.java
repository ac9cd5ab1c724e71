package dev.slipway.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears a build as it goes. Calls come one at a time, in the order in which the engine told them, and never after the
 * build has returned or thrown; they must not block for long.
 *
 * <p>Every step that was started is ended exactly once, however the build ends: the steps that were under way when it
 * failed or was stopped end with an error that says so. Between them come the step's lines and progress; nothing is said
 * of a step before its start or after its end.
 */
public interface BuildListener {
    /** {@code step} is stable within the build; {@code name} as the builder prints it: {@code [builder 3/5] RUN pip install …}. */
    void stepStarted(String step, String name);

    void stepLine(String step, OutputSink.Stream stream, String line);

    /** How far a step is; {@code total} is 0 where the engine does not know. Units are the engine's, bytes as a rule. */
    void stepProgress(String step, String what, long current, long total);

    /** {@code error} is the engine's text for a step that failed, else null. */
    void stepEnded(String step, boolean cached, Duration took, @Nullable String error);

    /** Advice of the builder: a lint finding, a deprecation. */
    void warning(String text);

    /** Bytes of context sent so far. */
    void contextSent(long bytes);
}
