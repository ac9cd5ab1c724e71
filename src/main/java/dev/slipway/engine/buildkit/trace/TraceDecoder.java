package dev.slipway.engine.buildkit.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.slipway.engine.BuildListener;
import dev.slipway.engine.lines.Tail;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the trace of one build ({@code moby.buildkit.v1.StatusResponse}) and tells it as steps.
 *
 * <p>A vertex is known by its digest; later items replace earlier ones. It may be started and completed again: a second
 * time is told, as a step of its own, only when it has something to say. Within one response the lines are told before
 * the ends, since the two come in separate lists. Not for several threads.
 */
public final class TraceDecoder {
    private final BuildListener listener;
    private final Map<String, VertexSteps> vertices = new LinkedHashMap<>();
    private final Set<String> warnings = new HashSet<>();
    private int steps;

    public TraceDecoder(BuildListener listener) {
        this.listener = listener;
    }

    /** The vertex that said no: its name as the builder prints it, its error and its last lines. */
    public record FailedVertex(String name, String error, List<String> lines) {}

    public void take(StatusResponse response) {
        for (Vertex vertex : response.getVertexesList()) {
            VertexSteps known = vertex(vertex.getDigest());
            known.named(vertex.getName());
            if (vertex.hasStarted()) {
                known.begin();
            }
        }
        for (VertexStatus status : response.getStatusesList()) {
            String what = status.getName().isEmpty() ? status.getID() : status.getName();
            vertex(status.getVertex()).progress(what, status.getCurrent(), status.getTotal());
        }
        for (VertexLog log : response.getLogsList()) {
            vertex(log.getVertex()).log(log.getStream(), log.getMsg().toByteArray());
        }
        for (VertexWarning warning : response.getWarningsList()) {
            warn(warning);
        }
        for (Vertex vertex : response.getVertexesList()) {
            if (vertex.hasCompleted()) {
                vertex(vertex.getDigest()).complete(vertex.getCached(), took(vertex), vertex.getError());
            }
        }
    }

    /** The first vertex that failed by itself; those that were cancelled because of it do not count. */
    public Optional<FailedVertex> failed() {
        return vertices.values().stream()
                .filter(VertexSteps::failed)
                .findFirst()
                .map(vertex -> new FailedVertex(vertex.name(), vertex.error(), vertex.lastLines()));
    }

    private VertexSteps vertex(String digest) {
        return vertices.computeIfAbsent(
                digest, unknown -> new VertexSteps(listener, () -> Integer.toString(++steps), new Tail()));
    }

    private void warn(VertexWarning warning) {
        StringBuilder text = new StringBuilder(warning.getShort().toStringUtf8().strip());
        for (ByteString detail : warning.getDetailList()) {
            text.append(' ').append(detail.toStringUtf8().strip());
        }
        if (!warning.getUrl().isEmpty()) {
            text.append(" (").append(warning.getUrl()).append(')');
        }
        if (warnings.add(text.toString())) {
            listener.warning(text.toString());
        }
    }

    private static Duration took(Vertex vertex) {
        if (!vertex.hasStarted()) {
            return Duration.ZERO;
        }
        Timestamp from = vertex.getStarted();
        Timestamp to = vertex.getCompleted();
        Duration took = Duration.ofSeconds(to.getSeconds() - from.getSeconds(), to.getNanos() - (long) from.getNanos());
        return took.isNegative() ? Duration.ZERO : took;
    }
}
