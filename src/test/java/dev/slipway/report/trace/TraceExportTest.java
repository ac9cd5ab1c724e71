package dev.slipway.report.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.report.Reports;
import dev.slipway.report.RunReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TraceExportTest {
    private static JsonNode spans(Collector.Posted posted) {
        return posted.body().at("/resourceSpans/0/scopeSpans/0/spans");
    }

    private static Map<String, String> attributes(JsonNode node) {
        Map<String, String> attributes = new TreeMap<>();
        node.path("attributes")
                .forEach(one -> attributes.put(
                        one.path("key").asText(), one.at("/value/stringValue").asText()));
        return attributes;
    }

    private static JsonNode span(JsonNode spans, String name) {
        for (JsonNode span : spans) {
            if (span.path("name").asText().equals(name)) {
                return span;
            }
        }
        throw new AssertionError("no span " + name + " in " + spans);
    }

    private static Collector.Posted sent(RunReport report, Map<String, String> more) throws IOException {
        try (Collector collector = new Collector(200)) {
            Map<String, String> environment = new HashMap<>(collector.environment());
            environment.putAll(more);
            assertThat(TraceExport.wanted(environment)).isTrue();
            assertThat(TraceExport.send(report, environment)).isEmpty();
            return collector.only();
        }
    }

    @Test
    void aRunIsOneTreeOfSpansWithTheTimesOfItsStory() throws IOException {
        JsonNode spans = spans(sent(Reports.named("degraded"), Map.of()));
        Set<String> ids = new HashSet<>();
        Set<String> traces = new HashSet<>();
        for (JsonNode span : spans) {
            assertThat(span.path("spanId").asText()).matches("[0-9a-f]{16}");
            assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}");
            assertThat(ids.add(span.path("spanId").asText())).isTrue();
            traces.add(span.path("traceId").asText());
            // Parents come before their children.
            assertThat(ids.contains(span.path("parentSpanId").asText()) || !span.has("parentSpanId"))
                    .isTrue();
            assertThat(span.path("endTimeUnixNano").asLong())
                    .isGreaterThanOrEqualTo(span.path("startTimeUnixNano").asLong());
        }
        assertThat(traces).hasSize(1);
        JsonNode run = span(spans, "build ai-stack");
        assertThat(run.has("parentSpanId")).isFalse();
        assertThat(run.path("startTimeUnixNano").asText()).isEqualTo("1772591400000000000");
        assertThat(run.path("endTimeUnixNano").asText()).isEqualTo("1772591512200000000");
        JsonNode layer = span(spans, "[builder 3/5] RUN pip install hiredis");
        JsonNode attempt = span(spans, "attempt 1 of full");
        assertThat(layer.at("/status/code").asInt()).isEqualTo(2);
        assertThat(attempt.path("parentSpanId"))
                .isEqualTo(span(spans, "image worker").path("spanId"));
    }

    @Test
    void attributesSayWhatHappened() throws IOException {
        JsonNode spans = spans(sent(Reports.named("degraded"), Map.of()));
        assertThat(attributes(span(spans, "build ai-stack")))
                .containsEntry("cicd.pipeline.result", "success")
                .containsEntry("cicd.pipeline.run.id", "20260304-023000-7f3a")
                .containsEntry("slipway.ending", "degraded")
                .containsEntry("vcs.ref.head.revision", "4f1c0ffee4f1c0ffee4f1c0ffee4f1c0ffee4f1c");
        assertThat(attributes(span(spans, "attempt 1 of full")))
                .containsEntry("error.type", "no compiler")
                .containsEntry("cicd.pipeline.task.run.result", "failure");
        JsonNode worker = span(spans, "image worker");
        assertThat(worker.has("status")).isFalse();
        assertThat(worker.at("/events/0/name").asText()).isEqualTo("fell back");
    }

    @Test
    void whatHasNoEndEndsWithTheLastThingTold() throws IOException {
        JsonNode spans = spans(sent(Reports.named("cut-off"), Map.of()));
        JsonNode run = span(spans, "build ai-stack");
        assertThat(run.at("/status/message").asText()).isEqualTo("cut-off");
        assertThat(run.path("endTimeUnixNano").asLong())
                .isGreaterThan(run.path("startTimeUnixNano").asLong());
    }

    @Test
    void theEnvironmentNamesServiceHeadersAndParent() throws IOException {
        Collector.Posted posted = sent(
                Reports.named("failed"),
                Map.of(
                        "OTEL_SERVICE_NAME", "nightly",
                        "OTEL_RESOURCE_ATTRIBUTES", "service.name=other,deployment.environment=ci%20box",
                        "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20abc,x-team=a+b",
                        "TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        assertThat(attributes(posted.body().at("/resourceSpans/0/resource")))
                .containsEntry("service.name", "nightly")
                .containsEntry("deployment.environment", "ci box")
                .containsEntry("service.version", "0.1.0");
        assertThat(posted.headers().getFirst("authorization")).isEqualTo("Bearer abc");
        assertThat(posted.headers().getFirst("x-team")).isEqualTo("a+b");
        JsonNode run = span(spans(posted), "build ai-stack");
        assertThat(run.path("traceId").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(run.path("parentSpanId").asText()).isEqualTo("00f067aa0ba902b7");
    }

    @Test
    void anUnsampledCallerIsSentNothing() throws IOException {
        try (Collector collector = new Collector(200)) {
            Map<String, String> environment = new HashMap<>(collector.environment());
            environment.put("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
            assertThat(TraceExport.send(Reports.named("failed"), environment)).isEmpty();
            assertThat(collector.idle()).isTrue();
        }
    }

    @Test
    void aCollectorThatRefusesIsToldInOneSentence() throws IOException {
        try (Collector collector = new Collector(503)) {
            assertThat(TraceExport.send(Reports.named("failed"), collector.environment()))
                    .contains("sending the trace to " + collector.address() + "/v1/traces: it answered 503");
        }
    }

    @Test
    void aCollectorThatNeverAnswersIsNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Optional<String> trouble = TraceExport.send(
                    Reports.named("failed"),
                    Map.of(
                            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                            "http://user:secret@127.0.0.1:" + silent.getLocalPort() + "/x",
                            "OTEL_EXPORTER_OTLP_TIMEOUT",
                            "200"));
            assertThat(trouble.orElse(""))
                    .startsWith("sending the trace to http://127.0.0.1:")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aCredentialIsNotRepeatedWhereItCannotBeSent() {
        assertThat(TraceExport.send(
                        Reports.named("failed"),
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                "http://user:secret@127.0.0.1:9",
                                "OTEL_EXPORTER_OTLP_HEADERS",
                                "authorization=Bearer%20sec%0Aret")))
                .contains(
                        "sending the trace to http://127.0.0.1:9/v1/traces: the header 'authorization' cannot be sent");
        assertThat(TraceExport.send(
                        Reports.named("failed"),
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://user:sec/ret@collector:4318")))
                .contains("sending the trace: 'ftp://collector:4318' is no address of HTTP");
        assertThat(TraceExport.send(
                        Reports.named("failed"), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "user:secret@collector:4318")))
                .contains("sending the trace: 'collector:4318' is no address of HTTP");
    }

    @Test
    void aBaseThatWasTriedAgainHasASpanForEachTry() throws IOException {
        JsonNode spans = spans(sent(Reports.named("healed"), Map.of()));
        Set<String> ids = new HashSet<>();
        spans.forEach(span -> ids.add(span.path("spanId").asText()));
        assertThat(ids).hasSize(spans.size());
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThat(TraceExport.send(Reports.named("failed"), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318")))
                .contains("sending the trace: 'collector:4318' is no address of HTTP");
        assertThat(TraceExport.send(
                                Reports.named("failed"),
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                                        "http://127.0.0.1:4317",
                                        "OTEL_EXPORTER_OTLP_PROTOCOL",
                                        "grpc"))
                        .orElse(""))
                .contains("the protocol grpc is not spoken");
    }

    @Test
    void onlyAnEndpointAsksForTraces() {
        assertThat(TraceExport.wanted(Map.of())).isFalse();
        assertThat(TraceExport.wanted(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a", "OTEL_SDK_DISABLED", "true")))
                .isFalse();
        assertThat(TraceExport.wanted(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://a")))
                .isTrue();
    }
}
