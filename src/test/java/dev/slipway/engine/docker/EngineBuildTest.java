package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.ContextStream;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of builds that are sent as a tar when the engine refuses, is slow or dies. */
@Timeout(60)
final class EngineBuildTest {
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    private final StubServer server = StubServer.open();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_build_that_is_refused_in_the_middle_of_the_context_says_why() {
        server.on("/build", call -> {
            call.in().readNBytes(100_000);
            StubServer.answers(500, "", "{\"message\":\"write /var/lib: no space left on device\"}")
                    .to(call);
            throw new EOFException("and hangs up");
        });
        try (DockerEngine engine = connect(PATIENT)) {
            assertThatThrownBy(() -> engine.build(request(endless()), new RecordedBuild(), new StopSignal()))
                    .isInstanceOfSatisfying(EngineException.class, failed -> {
                        assertThat(failed.kind()).isEqualTo(Kind.FAILED);
                        assertThat(failed.answer()).isEqualTo("write /var/lib: no space left on device");
                    });
        }
    }

    @Test
    void a_refusal_because_of_the_dockerfile_is_a_failed_build() {
        server.on(
                "/build",
                StubServer.answers(400, "", "{\"message\":\"dockerfile parse error line 1: FROM requires\"}"));
        try (DockerEngine engine = connect(PATIENT)) {
            assertThat(engine.build(request(tar -> 0), new RecordedBuild(), new StopSignal()))
                    .isInstanceOfSatisfying(BuildOutcome.Failed.class, failed -> assertThat(failed.message())
                            .contains("FROM requires"));
        }
    }

    @Test
    void a_build_stopped_during_the_upload_is_cancelled_on_the_engine() throws Exception {
        CountDownLatch uploading = new CountDownLatch(1);
        server.on("/build", call -> {
            call.in().readNBytes(100_000);
            uploading.countDown();
            server.silence().to(call);
        });
        server.on("/build/cancel", StubServer.answers(200, "", ""));
        StopSignal stop = new StopSignal();
        try (DockerEngine engine = connect(PATIENT)) {
            CompletableFuture<BuildOutcome> building =
                    CompletableFuture.supplyAsync(() -> engine.build(request(endless()), new RecordedBuild(), stop));
            assertThat(uploading.await(30, TimeUnit.SECONDS)).isTrue();
            stop.raise(StopSignal.Reason.INTERRUPTED);
            assertThatThrownBy(() -> building.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(EngineException.class, stopped -> assertThat(stopped.kind())
                            .isEqualTo(Kind.STOPPED));
        }
        String build = server.asked().stream()
                .filter(call -> call.contains("/build?"))
                .findFirst()
                .orElseThrow();
        String id = build.replaceAll(".*buildid=([^&]*).*", "$1");
        assertThat(server.asked()).contains("POST /v1.41/build/cancel?id=" + id);
    }

    @Test
    void a_build_whose_engine_dies_ends_its_steps_and_is_unreachable() {
        server.on("/build", call -> {
            call.head(200, CHUNKED);
            call.chunk("{\"stream\":\"Step 1/2 : FROM x\\n\"}".getBytes(StandardCharsets.UTF_8));
            throw new EOFException("killed");
        });
        RecordedBuild heard = new RecordedBuild();
        try (DockerEngine engine =
                DockerEngine.connect(server.address(), BuilderChoice.CLASSIC, RegistryLogins.NONE, PATIENT)) {
            refused(Kind.UNREACHABLE, () -> engine.build(request(tar -> 0), heard, new StopSignal()));
        }
        heard.assertAllEnded();
        assertThat(heard.story()).first().isEqualTo("start Step 1/2 : FROM x");
        assertThat(heard.story()).hasSize(2).last().asString().contains("ERROR");
    }

    private DockerEngine connect(Limits limits) {
        return DockerEngine.connect(server.address(), BuilderChoice.AUTO, RegistryLogins.NONE, limits);
    }

    private static void refused(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                .isEqualTo(kind));
    }

    private static ContextStream endless() {
        return tar -> {
            byte[] block = new byte[8192];
            while (true) {
                tar.write(block);
            }
        };
    }

    private static BuildRequest request(ContextStream context) {
        return BuildRequest.of(Contexts.sentAs(context), "Dockerfile", Map.of(), Map.of(), "x:1");
    }
}
