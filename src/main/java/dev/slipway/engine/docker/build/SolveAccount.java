package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.BuildOutcome.DockerfileLine;
import dev.slipway.engine.buildkit.control.Solution;
import dev.slipway.engine.buildkit.trace.StatusResponse;
import dev.slipway.engine.buildkit.trace.TraceDecoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of a build by {@code Control.Solve}, and the builder's answer if it is a refusal. */
final class SolveAccount implements Account {
    private final TraceDecoder trace;
    private boolean begun;
    private Solution.@Nullable Refused refused;

    SolveAccount(BuildListener listener) {
        this.trace = new TraceDecoder(listener);
    }

    void take(StatusResponse response) {
        begun = begun || response.getVertexesCount() > 0;
        trace.take(response);
    }

    SolveAccount with(Solution.Refused answer) {
        refused = answer;
        return this;
    }

    /** Whether there was any step at all. */
    boolean begun() {
        return begun;
    }

    @Override
    public Optional<String> imageId() {
        return Optional.empty();
    }

    @Override
    public Optional<String> error() {
        return Optional.ofNullable(refused).map(Solution.Refused::message);
    }

    @Override
    public Optional<FailedStep> failedStep() {
        return trace.failed().map(vertex -> new FailedStep(vertex.name(), vertex.error(), vertex.lines()));
    }

    @Override
    public Optional<Integer> exitCode() {
        return Optional.empty();
    }

    @Override
    public Optional<DockerfileLine> place() {
        return Optional.ofNullable(refused).flatMap(Solution.Refused::where);
    }
}
