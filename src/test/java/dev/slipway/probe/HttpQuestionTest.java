package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.HttpAnswer;
import dev.slipway.model.HttpCall;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.Doubles.Site;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import dev.slipway.probe.ScriptedEngine.Play;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpQuestionTest {
    private static final Subject BACKEND = new Subject("sha256:b", "backend", Map.of());

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final ScriptedEngine engine = new ScriptedEngine().with("sha256:b");
    private final StopSignal stop = new StopSignal();

    @Test
    void anAnswerIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        assertThat(ask(
                        exchange -> Site.answer(exchange, asked.incrementAndGet() < 3 ? 503 : 200, "{\"ok\": true}"),
                        get(new HttpAnswer(200, "ok", Map.of("ok", "true"), null), Doubles.LONG)))
                .asInstanceOf(type(Healthy.class))
                .satisfies(yes -> assertThat(yes.facts()).containsKey("http.latencyMs"));
        assertThat(asked).hasValue(3);
    }

    @Test
    void theLastAnswerIsRemembered() {
        Unhealthy no = unhealthy(
                exchange -> Site.answer(exchange, 503, "database is starting"),
                get(status(200), Duration.ofMillis(1500)));
        assertThat(no.tries()).isGreaterThan(3);
        assertThat(no.message())
                .matches("GET :8000/health: \\d+ tries in 1\\.\\ds, last answer 503 \"database is starting\""
                        + " \\(first seen after \\d+ms, unchanged for 1\\.?\\d?s\\)");
    }

    @Test
    void nobodyListeningIsSaid() {
        String address;
        try (Site gone = Site.open(exchange -> {})) {
            address = gone.address();
        }
        engine.plays(spec -> Play.runs("still importing").publishing(8000, address));
        assertThat(((Unhealthy) asked(get(status(200), Doubles.SHORT))))
                .satisfies(no -> assertThat(no.message()).endsWith("last error connection refused"))
                .satisfies(no -> assertThat(no.lines()).containsExactly("still importing"));
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() {
        assertThat(unhealthy(exchange -> {}, get(status(200), Doubles.SHORT)).message())
                .contains("last answer none in ");
    }

    @Test
    void aContainerThatHasEndedIsNotWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        Unhealthy no = unhealthy(
                exchange -> {
                    asked.incrementAndGet();
                    engine.now(Play.killedForMemory("loading model"));
                    Site.answer(exchange, 503, "");
                },
                get(status(200), Duration.ofMinutes(5)));
        assertThat(asked).hasValue(1);
        assertThat(no.oomKilled()).isTrue();
        assertThat(no.exitCode()).contains(137);
        assertThat(no.message())
                .endsWith("the container of backend has ended with exit code 137, killed for want of memory");
        assertThat(no.lines()).containsExactly("loading model");
    }

    @Test
    void redirectsAreNotFollowed() {
        assertThat(unhealthy(
                                exchange -> {
                                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                                    Site.answer(exchange, 307, "");
                                },
                                get(status(200), Doubles.SHORT))
                        .message())
                .contains("last answer 307 to /elsewhere");
    }

    @Test
    void anEndlessBodyIsReadToALimit() {
        assertThat(ask(HttpQuestionTest::pour, get(new HttpAnswer(200, "aaaa", Map.of(), null), Doubles.LONG)))
                .isInstanceOf(Healthy.class);
    }

    private static void pour(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] much = "a".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 10_000; i++) {
                body.write(much);
            }
        }
    }

    @Test
    void jsonIsSentWithItsHeaders() {
        CompletableFuture<String> sent = new CompletableFuture<>();
        HttpCall call = new HttpCall(
                "POST",
                8000,
                "/jobs?x=1",
                Map.of("X-Token", "t", "Host", "app.local"),
                new HttpCall.Body.Json("{\"a\":1}"));
        ask(
                exchange -> {
                    sent.complete("%s %s %s %s %s %s"
                            .formatted(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI(),
                                    exchange.getRequestHeaders().getFirst("Content-Type"),
                                    exchange.getRequestHeaders().getFirst("X-Token"),
                                    exchange.getRequestHeaders().getFirst("Host"),
                                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                    Site.answer(exchange, 202, "");
                },
                new Check.Http(call, status(202), Doubles.LONG, Doubles.HERE));
        assertThat(sent).isCompletedWithValue("POST /jobs?x=1 application/json t app.local {\"a\":1}");
    }

    @Test
    void filesAreUploadedFromThePipelinesFolder() throws IOException {
        Files.writeString(folder.resolve("cat.png"), "not really a cat");
        CompletableFuture<String> sent = new CompletableFuture<>();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", "a \"cat\"");
        fields.put("image", "@cat.png");
        ask(
                exchange -> {
                    String type = exchange.getRequestHeaders().getFirst("Content-Type");
                    String boundary = type.substring(type.indexOf('=') + 1);
                    sent.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                            .replace(boundary, "BOUNDARY"));
                    Site.answer(exchange, 200, "");
                },
                post(fields));
        assertThat(sent)
                .isCompletedWithValue(
                        """
                        --BOUNDARY
                        Content-Disposition: form-data; name="title"

                        a "cat"
                        --BOUNDARY
                        Content-Disposition: form-data; name="image"; filename="cat.png"
                        Content-Type: image/png

                        not really a cat
                        --BOUNDARY--
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void aFileThatIsNotThereIsSaidAtOnce() {
        assertThat(unhealthy(exchange -> Site.answer(exchange, 200, ""), post(Map.of("image", "@dog.png"))))
                .satisfies(no -> assertThat(no.tries()).isEqualTo(1))
                .satisfies(no -> assertThat(no.message()).contains("there is no file to upload at", "dog.png"));
    }

    @Test
    void aRaisedStopPassesThrough() {
        assertThatThrownBy(() -> ask(
                        exchange -> stop.raise(StopSignal.Reason.IDLE_TIME), get(status(200), Duration.ofMinutes(5))))
                .asInstanceOf(type(EngineException.class))
                .extracting(EngineException::kind)
                .isEqualTo(EngineException.Kind.STOPPED);
        assertThat(engine.left()).isEmpty();
    }

    private ProbeResult ask(Doubles.Handler handler, Check check) {
        try (Site site = Site.open(handler)) {
            engine.plays(spec -> Play.runs().publishing(8000, site.address()));
            return asked(check);
        }
    }

    private ProbeResult asked(Check check) {
        try (TestBed bed = TestBed.open(engine, Doubles.setting(folder))) {
            return bed.ask(check, BACKEND, stop, new Heard());
        }
    }

    private Unhealthy unhealthy(Doubles.Handler handler, Check check) {
        ProbeResult result = ask(handler, check);
        assertThat(result).isInstanceOf(Unhealthy.class);
        return (Unhealthy) result;
    }

    private static HttpAnswer status(int status) {
        return new HttpAnswer(status, null, Map.of(), null);
    }

    private static Check get(HttpAnswer answer, Duration within) {
        return http("GET", null, answer, within);
    }

    private static Check post(Map<String, String> fields) {
        return http("POST", new HttpCall.Body.Multipart(fields), status(200), Doubles.LONG);
    }

    private static Check http(String method, HttpCall.@Nullable Body body, HttpAnswer answer, Duration within) {
        return new Check.Http(
                new HttpCall(method, 8000, method.equals("GET") ? "/health" : "/", Map.of(), body),
                answer,
                within,
                Doubles.HERE);
    }
}
