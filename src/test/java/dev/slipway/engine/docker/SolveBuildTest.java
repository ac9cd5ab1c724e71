package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildCache;
import dev.slipway.engine.BuildCache.Extent;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildOutcome.Built;
import dev.slipway.engine.BuildOutcome.DockerfileLine;
import dev.slipway.engine.BuildOutcome.Failed;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.Duplex;
import dev.slipway.engine.buildkit.FakeBuilder;
import dev.slipway.engine.buildkit.control.SolveRequest;
import dev.slipway.engine.buildkit.control.SolveResponse;
import dev.slipway.engine.buildkit.trace.StatusResponse;
import dev.slipway.engine.buildkit.trace.Vertex;
import dev.slipway.engine.buildkit.trace.VertexLog;
import io.grpc.Metadata;
import io.grpc.protobuf.StatusProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Builds by speaking to the builder itself, on engines that have shut one door or the other. */
@Timeout(60)
final class SolveBuildTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\n";
    private static final SolveResponse DONE = SolveResponse.newBuilder()
            .putExporterResponse("containerimage.digest", "sha256:1")
            .build();
    private static final BuildAccess SECRET =
            new BuildAccess(Map.of("token", new SecretValue("hush".getBytes(StandardCharsets.UTF_8))), Map.of());

    private final CountDownLatch line = new CountDownLatch(1);
    private final RecordedBuild heard = new RecordedBuild(text -> line.countDown());
    private @Nullable StubServer server;
    private @Nullable FakeBuilder builder;

    @BeforeEach
    void open() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void close() throws Exception {
        if (builder != null) {
            builder.close();
        }
        server().close();
    }

    @Test
    void an_engine_that_has_shut_both_older_doors_is_spoken_to_by_the_front_door() {
        frontDoor((order, status, answer) -> {
            assertThat(builder().daemon().healthy()).isTrue();
            assertThat(builder().daemon().secret("token")).isEqualTo("hush");
            status.onNext(step("[1/1] COPY . /", true, ""));
            status.onCompleted();
            answer.onNext(DONE);
            answer.onCompleted();
        });
        assertThat(build(request(SECRET, List.of(), BuildCache.NONE), new StopSignal()))
                .isEqualTo(new Built("sha256:1", 0));

        assertThat(heard.story()).containsExactly("start [1/1] COPY . /", "end [1/1] COPY . / cached");
        SolveRequest order = builder().orders().getFirst();
        assertThat(order.getFrontend()).isEqualTo("dockerfile.v0");
        assertThat(order.getExporter()).isEqualTo("moby");
        assertThat(order.getExporterAttrsMap()).containsOnly(Map.entry("name", "docker.io/library/x:1"));
        assertThat(order.getFrontendAttrsMap())
                .containsOnly(
                        Map.entry("filename", "Dockerfile"),
                        Map.entry("build-arg:A", "b"),
                        Map.entry("label:l", "m"),
                        Map.entry("target", "last"));
        assertThat(values("x-docker-expose-session-uuid")).containsExactly(order.getSession());
        assertThat(values("x-docker-expose-session-grpc-method"))
                .contains("/moby.filesync.v1.FileSync/DiffCopy", "/moby.buildkit.secrets.v1.Secrets/GetSecret");
        assertThat(server().asked()).noneMatch(call -> call.contains("/build"));
    }

    @Test
    void the_door_that_most_engines_have_is_tried_before_the_front_door() {
        builder = new FakeBuilder((order, status, answer) -> {
            status.onCompleted();
            answer.onNext(DONE);
            answer.onCompleted();
        });
        server().on("/grpc", call -> {
            call.say("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
            serve(call, InputStream.nullInputStream());
        });
        assertThat(build(request(BuildAccess.NONE, List.of(), BuildCache.NONE), new StopSignal()))
                .isInstanceOf(Built.class);
        assertThat(server().asked()).contains("POST /v1.41/grpc").noneMatch(call -> call.startsWith("PRI"));
    }

    @Test
    void what_only_the_builder_can_be_told_goes_to_it_although_there_is_a_session() {
        server().on(
                        "/info",
                        StubServer.json("{\"DriverStatus\":[[\"driver-type\",\"io.containerd.snapshotter.v1\"]]}"));
        frontDoor((order, status, answer) -> {
            status.onCompleted();
            answer.onNext(DONE);
            answer.onCompleted();
        });
        BuildCache cache = new BuildCache(List.of("a/b"), "127.0.0.1:5000/c:d", Extent.ALL, true);
        build(request(BuildAccess.NONE, List.of("linux/amd64", "linux/arm64"), cache), new StopSignal());
        assertThat(server().asked()).noneMatch(call -> call.contains("/session"));
        SolveRequest order = builder().orders().getFirst();
        assertThat(order.getFrontendAttrsMap())
                .containsEntry("platform", "linux/amd64,linux/arm64")
                .containsEntry(
                        "cache-imports", "[{\"Type\":\"registry\",\"Attrs\":{\"ref\":\"docker.io/a/b:latest\"}}]");
        assertThat(order.getCache().getExports(0).getAttrsMap())
                .containsOnly(Map.entry("ref", "127.0.0.1:5000/c:d"), Map.entry("mode", "max"));
        assertThat(order.getCache().getExports(1).getType()).isEqualTo("inline");
        assertThat(order.getCache().getImports(0).getAttrsMap()).containsOnly(Map.entry("ref", "docker.io/a/b:latest"));
    }

    @Test
    void what_the_engine_has_no_room_for_is_refused_before_anything_is_asked() {
        frontDoor((order, status, answer) -> answer.onCompleted());
        refused(
                Kind.UNSUPPORTED,
                "containerd image store",
                request(BuildAccess.NONE, List.of("linux/amd64", "linux/arm64"), BuildCache.NONE));
        assertThat(server().asked()).noneMatch(call -> call.contains("/grpc") || call.startsWith("PRI"));
    }

    @Test
    void a_failure_comes_with_the_line_that_the_builder_means() {
        frontDoor((order, status, answer) -> {
            status.onNext(step("[2/2] RUN exit 7", false, "did not complete successfully: exit code: 7"));
            status.onCompleted();
            answer.onError(StatusProto.toStatusRuntimeException(Status.newBuilder()
                    .setCode(Code.UNKNOWN_VALUE)
                    .setMessage("failed to solve: did not complete successfully: exit code: 7")
                    .addDetails(source("FROM scratch\nRUN exit 7\n", 2))
                    .build()));
        });
        Failed failed = (Failed) build(request(BuildAccess.NONE, List.of(), BuildCache.NONE), new StopSignal());
        assertThat(failed.message()).isEqualTo("failed to solve: did not complete successfully: exit code: 7");
        assertThat(failed.exitCode()).contains(7);
        assertThat(failed.step()).contains("[2/2] RUN exit 7");
        assertThat(failed.where()).contains(new DockerfileLine(2, "RUN exit 7"));
    }

    @Test
    void a_refusal_that_has_nothing_to_do_with_the_dockerfile_is_the_engines() {
        frontDoor((order, status, answer) -> answer.onError(io.grpc.Status.UNKNOWN
                .withDescription("invalid reference format")
                .asException()));
        refused(Kind.REFUSED, "invalid reference format", request(BuildAccess.NONE, List.of(), BuildCache.NONE));
    }

    @Test
    void an_engine_that_dies_in_the_middle_is_unreachable() {
        frontDoor((order, status, answer) -> {
            StatusResponse running = step("[1/1] RUN sleep", false, null);
            status.onNext(running.toBuilder()
                    .addLogs(VertexLog.newBuilder()
                            .setVertex(running.getVertexes(0).getDigest())
                            .setMsg(ByteString.copyFromUtf8("begun\n")))
                    .build());
            line.await();
            server().close();
        });
        refused(Kind.UNREACHABLE, "", request(BuildAccess.NONE, List.of(), BuildCache.NONE));
        assertThat(heard.story()).contains("start [1/1] RUN sleep");
    }

    @Test
    void a_stop_hangs_up_and_the_builder_hears_it() throws Exception {
        StopSignal stop = new StopSignal();
        CountDownLatch begun = new CountDownLatch(1);
        frontDoor((order, status, answer) -> begun.countDown());
        Thread.ofVirtual().start(() -> {
            try {
                begun.await();
            } catch (InterruptedException over) {
                throw new IllegalStateException(over);
            }
            stop.raise(StopSignal.Reason.TOTAL_TIME);
        });
        assertThatThrownBy(() -> build(request(BuildAccess.NONE, List.of(), BuildCache.NONE), stop))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.STOPPED));
        builder().awaitCancelled();
    }

    private void frontDoor(FakeBuilder.Script script) {
        builder = new FakeBuilder(script);
        server().on(
                        StubServer.HTTP_2,
                        call -> serve(call, new ByteArrayInputStream(PREFACE.getBytes(StandardCharsets.US_ASCII))));
    }

    private void serve(StubServer.Call call, InputStream alreadyRead) throws IOException, InterruptedException {
        Bytes bytes = new Bytes(new SequenceInputStream(alreadyRead, call.in()), call.out(), new CountDownLatch(1));
        builder().on(bytes);
        bytes.closed().await();
        throw new IOException("over");
    }

    private record Bytes(InputStream in, OutputStream out, CountDownLatch closed) implements Duplex {
        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static StatusResponse step(String name, boolean cached, @Nullable String error) {
        Vertex.Builder vertex = Vertex.newBuilder()
                .setDigest("sha256:" + name.hashCode())
                .setName(name)
                .setCached(cached)
                .setStarted(Timestamp.newBuilder().setSeconds(1));
        if (error != null) {
            vertex.setError(error).setCompleted(Timestamp.newBuilder().setSeconds(2));
        }
        return StatusResponse.newBuilder().addVertexes(vertex).build();
    }

    private static Any source(String dockerfile, int line) {
        String data = Base64.getEncoder().encodeToString(dockerfile.getBytes(StandardCharsets.UTF_8));
        return Any.newBuilder()
                .setTypeUrl("github.com/moby/buildkit/errdefs.Source+json")
                .setValue(ByteString.copyFromUtf8(
                        """
                        {"info":{"filename":"Dockerfile","data":"%s"},"ranges":[{"start":{"line":%d},"end":{"line":%d}}]}"""
                                .formatted(data, line, line)))
                .build();
    }

    private List<String> values(String key) {
        Iterable<String> values = builder().head().getAll(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
        return values == null
                ? List.of()
                : StreamSupport.stream(values.spliterator(), false).toList();
    }

    private BuildOutcome build(BuildRequest request, StopSignal stop) {
        try (DockerEngine engine = DockerEngine.connect(server().address(), BuilderChoice.AUTO)) {
            BuildOutcome outcome = engine.build(request, heard, stop);
            heard.assertAllEnded();
            return outcome;
        }
    }

    private void refused(Kind kind, String why, BuildRequest request) {
        assertThatThrownBy(() -> build(request, new StopSignal()))
                .isInstanceOfSatisfying(EngineException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(kind);
                    assertThat(failed.answer()).contains(why);
                });
        heard.assertAllEnded();
    }

    private static BuildRequest request(BuildAccess access, List<String> platforms, BuildCache cache) {
        return new BuildRequest(
                Contexts.of(Map.of("Dockerfile", "FROM scratch\nRUN exit 7\n")),
                "Dockerfile",
                "last",
                platforms,
                Map.of("A", "b"),
                Map.of("l", "m"),
                List.of("x:1"),
                Freshness.CACHED,
                access,
                cache);
    }

    private StubServer server() {
        return Objects.requireNonNull(server);
    }

    private FakeBuilder builder() {
        return Objects.requireNonNull(builder);
    }
}
