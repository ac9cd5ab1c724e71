package dev.slipway.run;

import java.time.Duration;

/** What happens after a failed attempt. {@code because} is for people. */
sealed interface Next {
    String because();

    /** The same variant again, after {@code delay}. */
    record Retry(Duration delay, String because) implements Next {}

    /** The same variant again, with nothing else running beside it. */
    record Alone(String because) implements Next {}

    /** The same variant again, as soon as the engine answers; given up when it does not {@code within} that time. */
    record AwaitEngine(Duration within, String because) implements Next {}

    /** The next rung at once. */
    record FallBack(String because) implements Next {}

    record Stop(String because) implements Next {}
}
