package dev.slipway.engine.docker.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a builder's messages add up to. */
interface Answer {
    void take(JsonNode message) throws IOException;

    /** The engine has said everything. */
    void end();

    /** The id of the image, once the engine has told it as such; never read out of the build's own output. */
    Optional<String> imageId();

    /** What the engine gave as the reason of the failure. */
    Optional<String> error();

    /** The step that failed. */
    Optional<FailedStep> failedStep();

    /** The exit code, where the engine tells it apart from the text. */
    Optional<Integer> exitCode();

    /** A step, what it said last, and the engine's words about it. */
    record FailedStep(String name, String error, List<String> lines) {}

    /** {@code errorDetail.message}, or the older {@code error}. */
    static Optional<String> errorOf(JsonNode message) {
        JsonNode detail = message.path("errorDetail").path("message");
        JsonNode text = detail.isTextual() ? detail : message.path("error");
        return text.isTextual() ? Optional.of(text.textValue().strip()) : Optional.empty();
    }
}
