package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OutputSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an engine says while it fetches an image, as lines: each change of a layer's status, and how far it is no more
 * than once a second.
 */
final class PullProgress {
    private static final long TELL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Pattern ABSENT =
            Pattern.compile("not found|manifest unknown|does not exist|no matching manifest");

    private final String operation;
    private final OutputSink sink;
    private final Map<String, String> statuses = new HashMap<>();
    private long told = System.nanoTime();

    PullProgress(String operation, OutputSink sink) {
        this.operation = operation;
        this.sink = sink;
    }

    void take(JsonNode message) {
        if (message.has("error") || message.has("errorDetail")) {
            String error = message.path("errorDetail")
                    .path("message")
                    .asText(message.path("error").asText("no reason given"));
            boolean absent = ABSENT.matcher(error.toLowerCase(Locale.ROOT)).find();
            throw new EngineException(absent ? Kind.NOT_FOUND : Kind.FAILED, operation, error.strip());
        }
        String status = message.path("status").asText("");
        String layer = message.path("id").asText("");
        String progress = message.path("progress").asText("");
        boolean changed = layer.isEmpty() || !status.equals(statuses.put(layer, status));
        long now = System.nanoTime();
        if (!status.isEmpty() && (changed || now - told > TELL_NANOS)) {
            told = now;
            String line = layer.isEmpty() ? status : layer + ": " + status;
            sink.line(OutputSink.Stream.OUT, progress.isEmpty() ? line : line + " " + progress);
        }
    }
}
