package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.slipway.engine.docker.wire.Header;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways to speak to one engine, after the handshake: typed commands, plain calls, streams. */
record Client(DockerClient commands, ShortCalls calls, Streams streams, Limits limits) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A call that the typed commands cannot express; the answer's body, or null for an empty one. */
    @Nullable
    JsonNode call(String operation, Request.Method method, String path, @Nullable JsonNode body, Duration within) {
        return call(operation, Request.builder().method(method).path(streams.prefix() + path), body, within);
    }

    private @Nullable JsonNode call(
            String operation, Request.Builder request, @Nullable JsonNode body, Duration within) {
        return Refusals.during(operation, () -> {
            if (body != null) {
                request.putHeader("Content-Type", "application/json")
                        .body(new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8)));
            }
            Response answer = calls.execute(request.build(), within);
            try {
                byte[] bytes = answer.getBody().readAllBytes();
                if (answer.getStatusCode() >= 400) {
                    throw Refusals.refusal(
                            operation, answer.getStatusCode(), new String(bytes, StandardCharsets.UTF_8));
                }
                return bytes.length == 0 ? null : JSON.readTree(bytes);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    JsonNode get(String operation, String path) {
        return get(operation, path, List.of());
    }

    JsonNode get(String operation, String path, List<Header> headers) {
        Request.Builder request = Request.builder().method(Request.Method.GET).path(streams.prefix() + path);
        headers.forEach(header -> request.putHeader(header.name(), header.value()));
        JsonNode answer = call(operation, request, null, limits.call());
        return answer == null ? JSON.createObjectNode() : answer;
    }
}
