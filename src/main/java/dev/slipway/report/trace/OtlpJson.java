package dev.slipway.report.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.report.PlainText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Spans in the JSON encoding of the OpenTelemetry protocol: ids in hexadecimal, times as text of nanoseconds. Ids follow from
 * the run's id and the span's name in it, so that a run that is sent twice is one trace.
 */
final class OtlpJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int INTERNAL = 1;
    private static final int ERROR = 2;
    private static final int LONGEST = 1_000;

    private final String run;
    private final Otlp otlp;

    OtlpJson(String run, Otlp otlp) {
        this.run = run;
        this.otlp = otlp;
    }

    byte[] of(List<Span> spans, String version) {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode group = document.putArray("resourceSpans").addObject();
        Map<String, String> resource = new TreeMap<>(otlp.resource());
        if (!version.isEmpty()) {
            resource.putIfAbsent("service.version", version);
        }
        attributes(group.putObject("resource").putArray("attributes"), resource);
        ObjectNode scoped = group.putArray("scopeSpans").addObject();
        scoped.putObject("scope").put("name", "dev.slipway");
        ArrayNode list = scoped.putArray("spans");
        spans.forEach(span -> span(list.addObject(), span));
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("spans that cannot be written", bug);
        }
    }

    private void span(ObjectNode node, Span span) {
        node.put("traceId", otlp.caller().map(Otlp.Parent::trace).orElseGet(() -> id("trace", 16)))
                .put("spanId", id(span.path(), 8));
        Optional<String> parent =
                span.parent().isEmpty() ? otlp.caller().map(Otlp.Parent::span) : Optional.of(id(span.parent(), 8));
        parent.ifPresent(id -> node.put("parentSpanId", id));
        node.put("name", text(span.name()))
                .put("kind", INTERNAL)
                .put("startTimeUnixNano", nanos(span.began()))
                .put("endTimeUnixNano", nanos(span.ended()));
        attributes(node.putArray("attributes"), span.attributes());
        ArrayNode events = node.putArray("events");
        span.points().forEach(point -> {
            ObjectNode event =
                    events.addObject().put("timeUnixNano", nanos(point.at())).put("name", point.name());
            attributes(event.putArray("attributes"), point.attributes());
        });
        if (!span.error().isEmpty()) {
            node.putObject("status").put("code", ERROR).put("message", text(span.error()));
        }
    }

    private static void attributes(ArrayNode node, Map<String, String> attributes) {
        new TreeMap<>(attributes)
                .forEach((key, value) ->
                        node.addObject().put("key", key).putObject("value").put("stringValue", text(value)));
    }

    private static String text(String told) {
        return PlainText.atMost(LONGEST, PlainText.of(told));
    }

    private static String nanos(Instant at) {
        return Long.toString(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
    }

    private String id(String path, int bytes) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((run + "\0" + path).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new LinkageError("every JDK has SHA-256", impossible);
        }
    }
}
