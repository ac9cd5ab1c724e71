package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildCache;
import dev.slipway.engine.BuildCache.Extent;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildOutcome.Built;
import dev.slipway.engine.BuildOutcome.Failed;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import java.io.EOFException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds by a session, on an engine that gives one, gives none, or breaks off. */
@Timeout(60)
final class SessionBuildTest {
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(20));
    private static final Limits HASTY =
            new Limits(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(20));
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String IMAGE = "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:1\"}}";
    private static final BuildAccess SECRET =
            new BuildAccess(Map.of("token", new SecretValue("hush".getBytes(StandardCharsets.UTF_8))), Map.of());

    private final StubSession session = new StubSession();
    private final RecordedBuild heard = new RecordedBuild();
    private final StubServer server = StubServer.open();

    @AfterEach
    void close() throws Exception {
        session.close();
        server.close();
    }

    @Test
    void a_build_is_ordered_by_the_sessions_id_and_may_ask_for_its_secrets() {
        server.on("/session", session).on("/build", call -> {
            assertThat(session.daemon().healthy()).isTrue();
            assertThat(session.daemon().secret("token")).isEqualTo("hush");
            StubServer.json(IMAGE).to(call);
        });
        assertThat(build(request(SECRET), PATIENT)).isEqualTo(new Built("sha256:1", 0));
        assertThat(session.head()).first().isEqualTo("POST /v1.41/session HTTP/1.1");
        assertThat(session.head())
                .contains(
                        "Connection: Upgrade",
                        "Upgrade: h2c",
                        "Content-Length: 0",
                        "x-docker-expose-session-grpc-method: /moby.buildkit.secrets.v1.Secrets/GetSecret",
                        "x-docker-expose-session-grpc-method: /moby.filesync.v1.FileSync/DiffCopy");
        String id = session.head().stream()
                .filter(line -> line.startsWith("x-docker-expose-session-uuid: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        assertThat(order()).contains("version=2", "remote=client-session", "session=" + id, "dockerfile=Dockerfile");
        assertThat(heard.story()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 404, 405, 500, 501})
    void without_a_session_the_whole_is_sent_and_that_is_said_once(int status) {
        server.on("/session", StubServer.answers(status, "", "{\"message\":\"not here\"}"))
                .on("/build", StubServer.json(IMAGE));
        assertThat(build(request(BuildAccess.NONE), PATIENT)).isInstanceOf(Built.class);
        assertThat(order()).doesNotContain("session=", "remote=");
        assertThat(heard.story())
                .singleElement()
                .asString()
                .startsWith("warning the engine gives no BuildKit session, so the whole context is sent and registries"
                        + " are asked without a login: POST /session is answered with " + status
                        + ", not here; POST /grpc is answered with 404");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 501})
    void without_a_session_there_are_no_secrets_and_no_build(int status) {
        server.on("/session", StubServer.answers(status, "", "{\"message\":\"not here\"}"));
        assertThatThrownBy(() -> build(request(SECRET), PATIENT))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.UNSUPPORTED))
                .hasMessageStartingWith("building Dockerfile: its secrets and ssh agents need a BuildKit session, and"
                        + " the engine gives none: POST /session is answered with " + status
                        + ", not here; POST /grpc is answered with 404");
        assertThat(server.asked()).noneMatch(call -> call.contains("/build?"));
    }

    @Test
    void a_proxy_that_swallows_the_request_is_not_waited_for() {
        server.on("/session", server.silence()).on("/build", StubServer.json(IMAGE));
        assertThat(build(request(BuildAccess.NONE), HASTY)).isInstanceOf(Built.class);
        assertThat(heard.story()).singleElement().asString().contains("POST /session: no answer within");
    }

    @Test
    void a_stop_is_heard_while_the_session_is_opened() throws Exception {
        StopSignal stop = new StopSignal();
        server.on("/session", call -> {
            stop.raise(StopSignal.Reason.INTERRUPTED);
            server.silence().to(call);
        });
        try (DockerEngine engine = connect(PATIENT)) {
            refused(Kind.STOPPED, () -> engine.build(request(SECRET), heard, stop));
        }
    }

    @Test
    void an_engine_that_dies_while_the_session_is_opened_is_unreachable() {
        server.on("/session", call -> {
            throw new EOFException("killed");
        });
        refused(Kind.UNREACHABLE, () -> build(request(SECRET), PATIENT));
    }

    @Test
    void what_fails_because_the_session_broke_off_is_the_engines_fault() {
        server.on("/session", session).on("/build", call -> {
            session.daemon().healthy();
            session.dropped();
            session.awaitGone();
            StubServer.json("{\"errorDetail\":{\"message\":\"no active session\"},\"error\":\"no active session\"}")
                    .to(call);
        });
        assertThatThrownBy(() -> build(request(SECRET), PATIENT))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.UNREACHABLE))
                .hasMessage("building Dockerfile: the session broke off: no active session");
    }

    @Test
    void an_engine_that_dies_in_the_middle_is_unreachable() throws Exception {
        server.on("/session", session).on("/build", call -> {
            call.head(200, CHUNKED);
            session.daemon().healthy();
            session.dropped();
            throw new EOFException("killed");
        });
        refused(Kind.UNREACHABLE, () -> build(request(SECRET), PATIENT));
        session.awaitGone();
    }

    @Test
    void a_stop_cancels_the_build_and_then_lets_go_of_the_session() throws Exception {
        CountDownLatch building = new CountDownLatch(1);
        server.on("/session", session)
                .on("/build/cancel", StubServer.answers(200, "", ""))
                .on("/build", call -> {
                    call.head(200, CHUNKED);
                    building.countDown();
                    server.silence().to(call);
                });
        StopSignal stop = new StopSignal();
        try (DockerEngine engine = connect(PATIENT)) {
            CompletableFuture<BuildOutcome> running =
                    CompletableFuture.supplyAsync(() -> engine.build(request(SECRET), heard, stop));
            building.await();
            stop.raise(StopSignal.Reason.TOTAL_TIME);
            assertThatThrownBy(() -> running.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(EngineException.class, stopped -> assertThat(stopped.kind())
                            .isEqualTo(Kind.STOPPED));
        }
        session.awaitGone();
        assertThat(server.asked()).last().asString().startsWith("POST /v1.41/build/cancel?id=");
    }

    @Test
    void an_agent_that_does_not_listen_fails_the_build_before_it_begins(@TempDir Path folder) {
        Path nobody = folder.resolve("agent");
        BuildOutcome outcome = build(request(new BuildAccess(Map.of(), Map.of("default", nobody))), PATIENT);
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.message())
                .startsWith("ssh 'default': no ssh agent listens at " + nobody));
        assertThat(server.asked()).noneMatch(call -> call.contains("/session") || call.contains("/build"));
    }

    @Test
    void cache_is_taken_from_images_and_left_in_the_image() {
        server.on("/session", session).on("/build", StubServer.json(IMAGE));
        build(request(BuildAccess.NONE, new BuildCache(List.of("a:1", "b:2"), null, Extent.RESULT, true)), PATIENT);
        assertThat(order()).contains("cachefrom=[\"a:1\",\"b:2\"]", "buildargs={\"BUILDKIT_INLINE_CACHE\":\"1\"}");
    }

    /** The request for the build, readable. */
    private String order() {
        String asked = server.asked().stream()
                .filter(call -> call.contains("/build?"))
                .findFirst()
                .orElseThrow();
        return URLDecoder.decode(asked, StandardCharsets.UTF_8);
    }

    private BuildOutcome build(BuildRequest request, Limits limits) {
        try (DockerEngine engine = connect(limits)) {
            return engine.build(request, heard, new StopSignal());
        }
    }

    private DockerEngine connect(Limits limits) {
        return DockerEngine.connect(server.address(), BuilderChoice.AUTO, RegistryLogins.NONE, limits);
    }

    private static void refused(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EngineException.class, failed -> {
            assertThat(failed.kind()).isEqualTo(kind);
            assertThat(failed).hasMessageNotContaining("hush");
        });
    }

    private static BuildRequest request(BuildAccess access) {
        return request(access, BuildCache.NONE);
    }

    private static BuildRequest request(BuildAccess access, BuildCache cache) {
        return new BuildRequest(
                Contexts.of(Map.of("Dockerfile", "FROM scratch\n")),
                "Dockerfile",
                null,
                List.of(),
                Map.of(),
                Map.of(),
                List.of("x:1"),
                Freshness.CACHED,
                access,
                cache);
    }
}
