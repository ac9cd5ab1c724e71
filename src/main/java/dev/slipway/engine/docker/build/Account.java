package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildOutcome.DockerfileLine;
import java.util.List;
import java.util.Optional;

/** What a build has come to, as far as the engine tells. */
interface Account {
    /** The id of the image, once the engine has told it as such; never read out of the build's own output. */
    Optional<String> imageId();

    /** What the engine gave as the reason of the failure. */
    Optional<String> error();

    /** The step that failed. */
    Optional<FailedStep> failedStep();

    /** The exit code, where the engine tells it apart from the text. */
    Optional<Integer> exitCode();

    /** The line of the Dockerfile that failed, where the engine says it itself. */
    default Optional<DockerfileLine> place() {
        return Optional.empty();
    }

    /** A step, what it said last, and the engine's words about it. */
    record FailedStep(String name, String error, List<String> lines) {}
}
