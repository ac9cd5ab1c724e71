package dev.slipway.stack;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.RunEvent.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The story of a stack that is raised or taken down: facts in the past tense, told by one thread at a time.
 *
 * <pre>
 * UpStarted … UpEnded        around all of: RoleRemoved, and for each role that is started
 *                            RoleStarted (RoleAwaited)* then RoleReady or RoleFailed, unless the call is interrupted
 *                            or another role has failed
 * DownStarted … DownEnded    around all of RoleRemoved
 * </pre>
 */
public sealed interface StackEvent {
    Instant at();

    /** {@code roles} are in the order of the start; those to be removed come last. */
    record UpStarted(Instant at, String stack, List<Intent> roles) implements StackEvent {
        public UpStarted {
            roles = List.copyOf(roles);
        }
    }

    /** What is going to happen to a role; {@code cause} may be empty. */
    record Intent(String role, Step step, String cause, String title, boolean degraded) {}

    /** See {@link Change}. */
    enum Step {
        KEEP,
        START,
        REPLACE,
        REMOVE
    }

    record RoleStarted(Instant at, String role) implements StackEvent {}

    /** {@code question} is what must pass before it counts as ready. */
    record RoleAwaited(Instant at, String role, String question) implements StackEvent {}

    record RoleReady(Instant at, String role, Duration took, String detail) implements StackEvent {}

    /** {@code lines} are the last ones of its log. */
    record RoleFailed(Instant at, String role, Duration took, Diagnosis why, List<String> lines) implements StackEvent {
        public RoleFailed {
            lines = List.copyOf(lines);
        }
    }

    record RoleRemoved(Instant at, String role, Duration took) implements StackEvent {}

    record Noticed(Instant at, Level level, String text) implements StackEvent {}

    /** {@code roles} is what stands now. */
    record UpEnded(Instant at, Duration took, Outcome outcome, List<Row> roles) implements StackEvent {
        public UpEnded {
            roles = List.copyOf(roles);
        }
    }

    record DownStarted(Instant at, String stack, List<String> roles) implements StackEvent {
        public DownStarted {
            roles = List.copyOf(roles);
        }
    }

    /** {@code left} is how much is still there, as far as it is known: refused, or not come to. */
    record DownEnded(Instant at, Duration took, int containers, int networks, int volumes, int left)
            implements StackEvent {}

    /** What raising came to. */
    enum Outcome {
        READY,
        /** Ready, and at least one image is a lower rung than the preferred one. */
        DEGRADED,
        FAILED,
        INTERRUPTED
    }
}
