package dev.slipway.engine.docker.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.BuildListener;
import dev.slipway.engine.buildkit.trace.StatusResponse;
import dev.slipway.engine.buildkit.trace.TraceDecoder;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages of {@code POST /build?version=2}: a trace in base 64, the image's id, an error. */
final class BuildKitAnswer implements Answer {
    private final TraceDecoder trace;
    private @Nullable String imageId;
    private @Nullable String error;

    BuildKitAnswer(BuildListener listener) {
        this.trace = new TraceDecoder(listener);
    }

    @Override
    public void take(JsonNode message) throws IOException {
        switch (message.path("id").asText("")) {
            case "moby.buildkit.trace" -> trace.take(StatusResponse.parseFrom(bytes(message)));
            case "moby.image.id" -> imageId = message.path("aux").path("ID").textValue();
            case String other -> Answer.errorOf(message).ifPresent(text -> error = text);
        }
    }

    private static byte[] bytes(JsonNode message) throws IOException {
        byte @Nullable [] bytes = message.path("aux").binaryValue();
        if (bytes == null) {
            throw new StreamCorruptedException("a piece of the build's trace is no bytes");
        }
        return bytes;
    }

    @Override
    public void end() {
        // The trace ends its steps itself.
    }

    @Override
    public Optional<String> imageId() {
        return Optional.ofNullable(imageId);
    }

    @Override
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public Optional<FailedStep> failedStep() {
        return trace.failed().map(vertex -> new FailedStep(vertex.name(), vertex.error(), vertex.lines()));
    }

    @Override
    public Optional<Integer> exitCode() {
        return Optional.empty();
    }
}
