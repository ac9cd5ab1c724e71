package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ExecOutcome;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the adapter does with engines that hang, die or speak strangely. */
@Timeout(60)
final class DockerEngineTest {
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final Limits HASTY =
            new Limits(Duration.ofSeconds(5), Duration.ofMillis(1500), Duration.ofMillis(50));
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    private final StubServer server = StubServer.open();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void every_call_after_the_greeting_carries_the_version() {
        server.on("/networks", StubServer.json("[]"))
                .on("/containers/json", StubServer.json("[]"))
                .on("/volumes", StubServer.json("{\"Volumes\":null}"));
        try (DockerEngine engine = connect(PATIENT)) {
            assertThat(engine.info())
                    .isEqualTo(new EngineInfo(
                            "Docker",
                            "20.10.24",
                            "1.41",
                            "linux/amd64",
                            EngineInfo.Builder.BUILDKIT,
                            EngineInfo.Store.LAYERS,
                            server.address().endpoint().toString()));
            assertThat(engine.owned("x")).isEmpty();
        }
        assertThat(server.asked().subList(0, 2)).containsExactly("GET /_ping", "GET /version");
        assertThat(server.asked().subList(2, server.asked().size())).allMatch(call -> call.contains(" /v1.41/"));
    }

    @Test
    void what_is_no_engine_is_said_to_be_none() {
        server.on("/_ping", StubServer.answers(200, "", "<html>")).on("/version", StubServer.json("{}"));
        refused(Kind.UNSUPPORTED, () -> connect(PATIENT));
        server.on("/version", StubServer.answers(200, "", "<html>"));
        refused(Kind.FAILED, () -> connect(PATIENT));
    }

    @Test
    void nobody_there_is_unreachable() throws IOException {
        EngineAddress address = server.address();
        server.close();
        assertThatThrownBy(() -> DockerEngine.connect(address))
                .isInstanceOfSatisfying(EngineException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(failed.operation()).contains(address.endpoint().toString(), "the test");
                });
    }

    @Test
    void an_answer_that_does_not_come_is_a_timeout() {
        server.on("/containers/abc/json", server.silence());
        try (DockerEngine engine = connect(HASTY)) {
            assertThatThrownBy(() -> engine.inspect("abc")).isInstanceOfSatisfying(EngineException.class, failed -> {
                assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
                assertThat(failed.operation()).isEqualTo("inspecting container abc");
            });
        }
    }

    @Test
    void an_answer_that_never_ends_is_a_timeout() {
        server.on("/containers/abc/json", call -> {
            call.head(200, CHUNKED);
            call.chunk("{".getBytes(StandardCharsets.UTF_8));
            server.silence().to(call);
        });
        try (DockerEngine engine = connect(HASTY)) {
            refused(Kind.TIMEOUT, () -> engine.inspect("abc"));
        }
    }

    @Test
    void a_question_on_a_connection_that_died_is_asked_again() {
        AtomicInteger asked = new AtomicInteger();
        server.on("/images/x/json", call -> {
            if (asked.incrementAndGet() == 1) {
                throw new EOFException("as an idle connection is closed");
            }
            StubServer.json("{\"Id\":\"sha256:1\",\"Config\":{}}").to(call);
        });
        try (DockerEngine engine = connect(PATIENT)) {
            assertThat(engine.image("x").orElseThrow().id()).isEqualTo("sha256:1");
        }
    }

    @Test
    void a_change_is_never_asked_for_twice() {
        AtomicInteger asked = new AtomicInteger();
        server.on("/containers/abc/start", call -> {
            asked.incrementAndGet();
            throw new EOFException("in the middle of it");
        });
        try (DockerEngine engine = connect(PATIENT)) {
            refused(Kind.UNREACHABLE, () -> engine.start("abc"));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void streams_take_no_connection_from_short_calls() throws Exception {
        int many = 150;
        CountDownLatch streaming = new CountDownLatch(many);
        server.on("/containers/abc/logs", call -> {
            call.head(200, CHUNKED);
            streaming.countDown();
            server.silence().to(call);
        });
        server.on("/images/x/json", StubServer.json("{\"Id\":\"sha256:1\",\"Config\":{}}"));
        StopSignal stop = new StopSignal();
        try (DockerEngine engine = connect(PATIENT);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<?>> following = new ArrayList<>();
            for (int at = 0; at < many; at++) {
                following.add(
                        CompletableFuture.runAsync(() -> engine.followLog("abc", OutputSink.NOWHERE, stop), threads));
            }
            assertThat(streaming.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.image("x")).isPresent();
            stop.raise(StopSignal.Reason.DONE);
            CompletableFuture.allOf(following.toArray(CompletableFuture<?>[]::new))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void an_engine_that_dies_in_the_middle_of_a_log_is_unreachable() {
        server.on("/containers/abc/logs", call -> {
            call.head(200, CHUNKED);
            call.chunk(frame("half a line"));
            throw new EOFException("killed");
        });
        List<String> heard = new ArrayList<>();
        try (DockerEngine engine = connect(PATIENT)) {
            refused(
                    Kind.UNREACHABLE,
                    () -> engine.followLog("abc", (stream, line) -> heard.add(line), new StopSignal()));
        }
        assertThat(heard).containsExactly("half a line");
    }

    @Test
    void an_engine_that_hangs_behind_a_silent_stream_is_unreachable() {
        server.on("/containers/abc/wait", call -> {
            call.head(200, CHUNKED);
            server.on("/_ping", server.silence());
            server.silence().to(call);
        });
        try (DockerEngine engine = connect(HASTY)) {
            refused(Kind.UNREACHABLE, () -> engine.await("abc", new StopSignal()));
        }
    }

    @Test
    void a_silent_stream_of_a_living_engine_is_left_alone() throws Exception {
        CountDownLatch pings = new CountDownLatch(5);
        server.on("/containers/abc/wait", call -> {
            call.head(200, CHUNKED);
            server.on("/_ping", ping -> {
                pings.countDown();
                StubServer.answers(200, "", "OK").to(ping);
            });
            pings.await();
            call.chunk("{\"StatusCode\":0}".getBytes(StandardCharsets.UTF_8));
            call.say("0\r\n\r\n");
        });
        server.on("/containers/abc/json", StubServer.json("{\"Id\":\"abc\",\"State\":{\"ExitCode\":7}}"));
        Limits calm = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(20));
        try (DockerEngine engine = connect(calm)) {
            assertThat(engine.await("abc", new StopSignal()).exitCode()).isEqualTo(7);
        }
    }

    @Test
    void an_exit_code_that_comes_late_is_waited_for() {
        AtomicInteger asked = new AtomicInteger();
        server.on("/containers/abc/exec", StubServer.json("{\"Id\":\"e1\"}"))
                .on("/exec/e1/start", call -> {
                    call.head(200, "Content-Type: application/vnd.docker.raw-stream\r\n");
                    call.out().write(frame("said\n"));
                    throw new EOFException("the end of the output is the end of the connection");
                })
                .on("/exec/e1/json", call -> StubServer.json(
                                asked.incrementAndGet() < 3
                                        ? "{\"Running\":true,\"ExitCode\":null}"
                                        : "{\"Running\":false,\"ExitCode\":9}")
                        .to(call));
        List<String> heard = new ArrayList<>();
        try (DockerEngine engine = connect(PATIENT)) {
            ExecOutcome outcome =
                    engine.exec("abc", List.of("true"), Map.of(), (stream, line) -> heard.add(line), new StopSignal());
            assertThat(outcome.exitCode()).isEqualTo(9);
        }
        assertThat(heard).containsExactly("said");
    }

    @Test
    void a_commit_takes_away_what_only_the_container_has() {
        server.on(
                        "/images/app/json",
                        StubServer.json(
                                """
                        {"Config":{"User":"app","Env":["PATH=/bin"],"Cmd":["serve"],"Labels":{"a":"1"},
                         "Healthcheck":{"Test":["CMD","true"],"Interval":5000000000}}}"""))
                .on(
                        "/containers/c1/json",
                        StubServer.json(
                                "{\"Config\":{\"Env\":[\"PATH=/bin\",\"TOKEN=hush\"],\"Labels\":{\"a\":\"1\",\"run\":\"7\"}}}"));
        List<String> bodies = new ArrayList<>();
        server.on("/commit", call -> {
            bodies.add(call.body());
            StubServer.answers(201, "", "{\"Id\":\"sha256:2\"}").to(call);
        });
        try (DockerEngine engine = connect(PATIENT)) {
            assertThat(engine.commit("c1", "app", Map.of("mine", "x"))).isEqualTo("sha256:2");
        }
        assertThat(bodies)
                .containsExactly("{\"User\":\"app\",\"Env\":[\"PATH=/bin\",\"TOKEN\"],\"Cmd\":[\"serve\"],"
                        + "\"Labels\":{\"a\":\"1\",\"run\":\"\",\"mine\":\"x\"},"
                        + "\"Healthcheck\":{\"Test\":[\"CMD\",\"true\"],\"Interval\":5000000000},\"Entrypoint\":[]}");
    }

    private DockerEngine connect(Limits limits) {
        return DockerEngine.connect(server.address(), BuilderChoice.AUTO, RegistryLogins.NONE, limits);
    }

    private static void refused(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                .isEqualTo(kind));
    }

    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[8 + bytes.length];
        frame[0] = 1;
        frame[7] = (byte) bytes.length;
        System.arraycopy(bytes, 0, frame, 8, bytes.length);
        return frame;
    }
}
