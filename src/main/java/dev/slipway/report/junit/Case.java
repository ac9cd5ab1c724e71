package dev.slipway.report.junit;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test case. {@code result} is null for one that passed; {@code flakes} are failures before it passed, {@code reruns}
 * those after the first one. {@code output} may be empty.
 */
record Case(
        String group,
        String name,
        Duration took,
        @Nullable Result result,
        List<Failure> flakes,
        List<Failure> reruns,
        String output) {
    Case {
        flakes = List.copyOf(flakes);
        reruns = List.copyOf(reruns);
    }

    static Case passed(String group, String name, Duration took) {
        return new Case(group, name, took, null, List.of(), List.of(), "");
    }

    static Case skipped(String group, String name, String why) {
        return new Case(group, name, Duration.ZERO, new Skipped(why, ""), List.of(), List.of(), "");
    }

    static Case failed(String group, String name, Duration took, Failure failure) {
        return new Case(group, name, took, failure, List.of(), List.of(), "");
    }

    /** Whether there is nothing to tell of it but its name. */
    boolean bare() {
        return result == null && flakes.isEmpty() && reruns.isEmpty() && output.isBlank();
    }

    boolean failed() {
        return result instanceof Failure failure && !failure.error();
    }

    boolean errored() {
        return result instanceof Failure failure && failure.error();
    }

    boolean skipped() {
        return result instanceof Skipped;
    }

    /** What keeps it from having passed. */
    sealed interface Result {}

    /** {@code message} fits a line, {@code type} is a word, {@code text} the whole story. An error is no answer at all. */
    record Failure(boolean error, String type, String message, String text) implements Result {}

    record Skipped(String message, String text) implements Result {}
}
