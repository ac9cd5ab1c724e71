package dev.slipway.engine.docker.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Reads a builder's messages. */
interface Answer extends Account {
    void take(JsonNode message) throws IOException;

    /** The engine has said everything. */
    void end();

    /** {@code errorDetail.message}, or the older {@code error}. */
    static Optional<String> errorOf(JsonNode message) {
        JsonNode detail = message.path("errorDetail").path("message");
        JsonNode text = detail.isTextual() ? detail : message.path("error");
        return text.isTextual() ? Optional.of(text.textValue().strip()) : Optional.empty();
    }
}
