package dev.slipway.workbench;

import dev.slipway.diagnose.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of a stack that is worked on: facts in the past tense, told by one thread at a time. Until {@link Stopped}
 * each role prints as it likes; what is told of a role between a reaction and its outcome may be its last words.
 */
public sealed interface BenchEvent {
    Instant at();

    /** A line of a container's log. */
    record Printed(Instant at, String role, boolean complaint, String line) implements BenchEvent {}

    /** {@code roles} in the order of the start; {@code workedOn} are those of them whose files are followed. */
    record Opened(Instant at, String pipeline, List<String> roles, List<String> workedOn) implements BenchEvent {
        public Opened {
            roles = List.copyOf(roles);
            workedOn = List.copyOf(workedOn);
        }
    }

    record Started(Instant at, String role, Duration took, List<String> urls) implements BenchEvent {
        public Started {
            urls = List.copyOf(urls);
        }
    }

    record Ready(Instant at, String role, Duration took, String detail) implements BenchEvent {}

    /** It runs and does not answer as it should. */
    record NotReady(Instant at, String role, Duration took, String message) implements BenchEvent {}

    /** Why something is done: {@code path} as people read it, and how many others changed with it. */
    record Cause(String path, int others) {}

    /** The program itself sees to it. */
    record LeftToProgram(Instant at, String role, Cause cause) implements BenchEvent {}

    record Restarted(Instant at, String role, Cause cause, Duration took) implements BenchEvent {}

    record BuildStarted(Instant at, String role, Cause cause) implements BenchEvent {}

    /** {@code same} says that the image came out as it was, and that nothing was started again. */
    record Rebuilt(Instant at, String role, Cause cause, Duration took, boolean same) implements BenchEvent {}

    /** What ran before runs on, if {@code running}. {@code log} is a path, or empty. */
    record BuildFailed(Instant at, String role, Duration took, @Nullable Diagnosis why, String log, boolean running)
            implements BenchEvent {}

    /** A container could not be started, or ended by itself. {@code lines} are the last ones of its log. */
    record Died(Instant at, String role, Diagnosis why, List<String> lines, boolean workedOn) implements BenchEvent {
        public Died {
            lines = List.copyOf(lines);
        }
    }

    record Noticed(Instant at, boolean warning, String text) implements BenchEvent {}

    record Stopping(Instant at) implements BenchEvent {}

    /** {@code left} is what could not be taken away, in words; empty as a rule. */
    record Stopped(Instant at, Duration took, String left) implements BenchEvent {}
}
