package dev.slipway.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer an HTTP check expects. {@code json} maps a path such as {@code result.faces[0].name} to the value's JSON
 * text; {@code latency} bounds the one request that was answered as expected.
 */
public record HttpAnswer(int status, @Nullable String text, Map<String, String> json, @Nullable Duration slowest) {
    public HttpAnswer {
        json = Ordered.copy(json);
    }

    public Optional<String> contains() {
        return Optional.ofNullable(text);
    }

    public Optional<Duration> latency() {
        return Optional.ofNullable(slowest);
    }
}
