package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildCache;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildOutcome.Built;
import dev.slipway.engine.BuildOutcome.Failed;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a session makes possible, on a live engine. */
final class SessionBuildIT {
    private static final String BASE = "python:3.11-slim";
    private static final String HUSH = "hush-" + UUID.randomUUID();

    /** Speaks the agent's protocol: lists keys, tries to remove them all, lists them again. */
    private static final String ASK =
            """
            import os, socket, struct
            agent = socket.socket(socket.AF_UNIX)
            agent.connect(os.environ["SSH_AUTH_SOCK"])
            def ask(kind):
                agent.sendall(struct.pack(">IB", 1, kind))
                length = struct.unpack(">I", agent.recv(4, socket.MSG_WAITALL))[0]
                return agent.recv(length, socket.MSG_WAITALL)
            def keys():
                answer = ask(11)
                assert answer[0] == 12, answer
                return struct.unpack(">I", answer[1:5])[0]
            print("listed", keys(), "keys", flush=True)
            print("removal answered", ask(19)[0], flush=True)
            print("listed", keys(), "keys", flush=True)
            """;

    private final String label = "dev.slipway.session-it." + UUID.randomUUID();
    private final String tag = "slipway-session-it:" + UUID.randomUUID();
    private @Nullable DockerEngine connected;

    @BeforeEach
    void connect() {
        connected = LiveEngine.connect(BuilderChoice.BUILDKIT);
        Assumptions.assumeTrue(connected.image(BASE).isPresent(), "the engine has no " + BASE);
    }

    @AfterEach
    void clearAway() {
        if (connected != null) {
            connected.removeImage(tag);
            connected.imagesLabelled(label, "").forEach(image -> engine().removeImage(image.id()));
            connected.close();
        }
    }

    @Test
    void a_secret_is_there_for_its_step_alone() {
        RecordedBuild heard = new RecordedBuild();
        built(build(
                """
                RUN --mount=type=secret,id=token,required=true sha256sum /run/secrets/token | cut -c1-64
                RUN test ! -e /run/secrets/token
                """,
                secret("token"),
                heard));
        assertThat(heard.story()).contains("  OUT " + sha256(HUSH));
        assertThat(heard.story()).noneMatch(line -> line.contains(HUSH));
    }

    @Test
    void an_optional_secret_may_be_missing() {
        built(build(
                "RUN --mount=type=secret,id=absent test ! -e /run/secrets/absent\n",
                secret("token"),
                new RecordedBuild()));
    }

    @Test
    void a_required_secret_must_be_given() {
        Failed failed = failed(
                build("RUN --mount=type=secret,id=absent,required=true true\n", secret("token"), new RecordedBuild()));
        assertThat(failed.message()).contains("absent", "not found");
    }

    @Test
    void an_agent_can_be_asked_for_its_keys_and_loses_none() throws Exception {
        RecordedBuild heard = new RecordedBuild();
        try (LiveAgent agent = LiveAgent.start()) {
            BuildAccess access = new BuildAccess(Map.of(), Map.of("default", agent.socket()));
            built(build("COPY ask.py /\nRUN --mount=type=ssh,required=true python /ask.py\n", access, heard));
        }
        assertThat(heard.story())
                .containsSubsequence("  OUT listed 1 keys", "  OUT removal answered 5", "  OUT listed 1 keys");
    }

    @Test
    void an_agent_that_is_required_must_be_given() {
        Failed failed =
                failed(build("RUN --mount=type=ssh,required=true true\n", BuildAccess.NONE, new RecordedBuild()));
        assertThat(failed.message()).contains("ssh agent 'default' is not given to this build");
    }

    @Test
    void a_cache_mount_lasts_from_build_to_build() {
        String mount = "RUN --mount=type=cache,id=" + label + ",target=/kept ";
        built(build(mount + "echo kept > /kept/it\n", BuildAccess.NONE, new RecordedBuild()));
        RecordedBuild heard = new RecordedBuild();
        built(build(mount + "cat /kept/it\n", BuildAccess.NONE, heard));
        assertThat(heard.story()).contains("  OUT kept");
    }

    @Test
    void a_heredoc_is_read_where_the_engine_knows_them() {
        Assumptions.assumeFalse(
                engine().info().version().startsWith("20."), "BuildKit of Engine 20.10 knows no heredocs");
        RecordedBuild heard = new RecordedBuild();
        built(build("RUN <<EOF\necho here\necho there\nEOF\n", BuildAccess.NONE, heard));
        assertThat(heard.story()).containsSubsequence("  OUT here", "  OUT there");
    }

    @Test
    void builds_at_the_same_time_have_a_session_each() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<RecordedBuild>> running = new TreeMap<>();
            for (int at = 0; at < 4; at++) {
                String hush = "hush-" + UUID.randomUUID();
                running.put(hush, threads.submit(() -> {
                    RecordedBuild heard = new RecordedBuild();
                    BuildAccess access = new BuildAccess(Map.of("token", secretOf(hush)), Map.of());
                    built(build("RUN --mount=type=secret,id=token sha256sum < /run/secrets/token\n", access, heard));
                    return heard;
                }));
            }
            for (Map.Entry<String, Future<RecordedBuild>> one : running.entrySet()) {
                assertThat(one.getValue().get().story()).contains("  OUT " + sha256(one.getKey()) + "  -");
            }
        }
    }

    @Test
    void a_session_that_is_lost_in_the_middle_is_told_as_lost() throws Exception {
        EngineAddress direct = EngineAddress.discover(System.getenv(), Path.of(System.getProperty("user.home")));
        Assumptions.assumeTrue(direct.endpoint().getScheme().equals("unix"), "the engine is not on a Unix socket");
        try (Cutter cutter = new Cutter(Path.of(direct.endpoint().getPath()));
                DockerEngine through = DockerEngine.connect(cutter.address(), BuilderChoice.BUILDKIT)) {
            RecordedBuild heard = new RecordedBuild(line -> {
                if (line.equals("begun")) {
                    assertThat(cutter.cut("/session HTTP")).isEqualTo(1);
                }
            });
            BuildRequest request = request(
                    """
                    RUN echo begun; sleep 3
                    RUN --mount=type=secret,id=token,required=true true
                    """,
                    secret("token"));
            assertThatThrownBy(() -> through.build(request, heard, new StopSignal()))
                    .isInstanceOfSatisfying(EngineException.class, lost -> assertThat(lost.kind())
                            .isEqualTo(EngineException.Kind.UNREACHABLE))
                    .hasMessageStartingWith("building Dockerfile: the session broke off: ");
            heard.assertAllEnded();
        }
    }

    private static BuildAccess secret(String id) {
        return new BuildAccess(Map.of(id, secretOf(HUSH)), Map.of());
    }

    private static SecretValue secretOf(String text) {
        return new SecretValue(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(hash);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private BuildOutcome build(String instructions, BuildAccess access, RecordedBuild heard) {
        BuildOutcome outcome = engine().build(request(instructions, access), heard, new StopSignal());
        heard.assertAllEnded();
        return outcome;
    }

    private BuildRequest request(String instructions, BuildAccess access) {
        // In the environment, so that no step equals one of another build: BuildKit runs equal steps once, with the
        // secret of whoever came first. A line that runs before would not do: Engine 26.1 sees equal files, so equal
        // steps.
        String dockerfile = "FROM " + BASE + "\nENV BUILD=" + UUID.randomUUID() + "\n" + instructions;
        return new BuildRequest(
                Contexts.of(Map.of("Dockerfile", dockerfile, "ask.py", ASK)),
                "Dockerfile",
                null,
                List.of(),
                Map.of(),
                Map.of(label, "yes"),
                List.of(tag),
                Freshness.CACHED,
                access,
                BuildCache.NONE);
    }

    private static Built built(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Built.class);
        return (Built) outcome;
    }

    private static Failed failed(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private DockerEngine engine() {
        return Objects.requireNonNull(connected);
    }
}
