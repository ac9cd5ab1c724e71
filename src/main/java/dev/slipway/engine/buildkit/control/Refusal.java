package dev.slipway.engine.buildkit.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import dev.slipway.engine.BuildOutcome.DockerfileLine;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a builder's error. Its details come as JSON in an {@code Any}; {@code errdefs.Source} holds the Dockerfile and
 * the range of it that is meant ({@code solver/errdefs} and {@code util/grpcerrors} of BuildKit).
 */
final class Refusal {
    private static final String SOURCE = "errdefs.Source";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Refusal() {}

    static Solution.Refused of(StatusRuntimeException refusal) {
        String message = refusal.getStatus().getDescription();
        com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
        List<Any> details = status == null ? List.of() : status.getDetailsList();
        return new Solution.Refused(
                message == null || message.isBlank()
                        ? refusal.getStatus().getCode().toString()
                        : message.strip(),
                details.stream()
                        .filter(detail -> detail.getTypeUrl().contains(SOURCE))
                        .flatMap(detail -> place(detail).stream())
                        .findFirst()
                        .orElse(null));
    }

    private static Optional<DockerfileLine> place(Any detail) {
        try {
            JsonNode source = JSON.readTree(detail.getValue().toByteArray());
            JsonNode start = source.path("ranges").path(0).path("start");
            byte @Nullable [] text = source.path("info").path("data").binaryValue();
            if (text == null) {
                return Optional.empty();
            }
            List<String> lines =
                    new String(text, StandardCharsets.UTF_8).lines().toList();
            int line = start.path("line").asInt();
            return line >= 1 && line <= lines.size()
                    ? Optional.of(new DockerfileLine(line, lines.get(line - 1).strip()))
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
