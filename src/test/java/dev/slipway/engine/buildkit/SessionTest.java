package dev.slipway.engine.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.RegistryLogins.Login;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.proto.CredentialsResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an engine gets when it asks. */
@Timeout(60)
final class SessionTest {
    private static final Map<String, String> FILES = Map.of("Dockerfile", "FROM scratch\n");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Pipe pipe = new Pipe();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void the_engine_is_told_what_is_served_one_method_a_line() throws IOException {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        Delivery delivery = Contexts.of(FILES).deliver(Freshness.CACHED);
        Session session = Session.open(
                (head, stop) -> {
                    lines.addAll(head.lines());
                    return pipe.left();
                },
                new Session.Offer(delivery, BuildAccess.NONE, RegistryLogins.NONE, sum -> {}),
                new StopSignal());
        open.add(session);
        assertThat(lines)
                .contains(
                        Map.entry("x-docker-expose-session-uuid", session.id()),
                        Map.entry("x-docker-expose-session-sharedkey", delivery.key()));
        assertThat(lines)
                .filteredOn(line -> line.getKey().equals("x-docker-expose-session-grpc-method"))
                .extracting(Map.Entry::getValue)
                .contains(
                        "/moby.filesync.v1.FileSync/DiffCopy",
                        "/moby.filesync.v1.Auth/Credentials",
                        "/moby.filesync.v1.Auth/GetTokenAuthority",
                        "/moby.buildkit.secrets.v1.Secrets/GetSecret",
                        "/moby.sshforward.v1.SSH/CheckAgent",
                        "/moby.sshforward.v1.SSH/ForwardAgent");
        assertThat(session.id()).matches("[0-9a-zA-Z]{20,}");
    }

    @Test
    void it_stays_healthy_while_helpers_are_slow() throws Exception {
        int many = 20;
        CountDownLatch asked = new CountDownLatch(many);
        CountDownLatch answer = new CountDownLatch(1);
        RegistryLogins slow = registry -> {
            asked.countDown();
            await(answer);
            return Optional.of(new Login("me", secretOf("pass"), false));
        };
        open(BuildAccess.NONE, slow);
        FakeDaemon daemon = daemon();
        List<CompletableFuture<CredentialsResponse>> waiting = new ArrayList<>();
        for (int at = 0; at < many; at++) {
            waiting.add(daemon.credentialsLater("registry-" + at));
        }
        asked.await();
        for (int at = 0; at < 50; at++) {
            assertThat(daemon.healthy()).isTrue();
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        answer.countDown();
        for (CompletableFuture<CredentialsResponse> one : waiting) {
            assertThat(one.get(30, TimeUnit.SECONDS).getUsername()).isEqualTo("me");
        }
    }

    @Test
    void secrets_are_given_by_their_id_and_no_others() throws IOException {
        BuildAccess access = new BuildAccess(
                Map.of("token", secretOf("hush"), "huge", new SecretValue(new byte[500 * 1024 + 1])), Map.of());
        open(access, RegistryLogins.NONE);
        FakeDaemon daemon = daemon();
        assertThat(daemon.secret("token")).isEqualTo("hush");
        refused(Status.Code.NOT_FOUND, "secret 'other' is not given to this build", () -> daemon.secret("other"));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "secret 'huge' has 512001 bytes; BuildKit takes 512000 at most",
                () -> daemon.secret("huge"));
    }

    @Test
    void a_registry_gets_the_login_that_there_is_for_it() throws IOException {
        RegistryLogins logins = registry -> switch (registry) {
            case "docker.io" -> Optional.of(new Login("hubber", secretOf("one"), false));
            case "cloud.test:5000" -> Optional.of(new Login("ignored", secretOf("two"), true));
            case "locked.test" ->
                throw new EngineException(Kind.REFUSED, "asking docker-credential-x for locked.test", "no keyring");
            case String other -> Optional.empty();
        };
        open(BuildAccess.NONE, logins);
        FakeDaemon daemon = daemon();
        assertThat(daemon.credentials("registry-1.docker.io")).isEqualTo(said("hubber", "one"));
        assertThat(daemon.credentials("index.docker.io")).isEqualTo(said("hubber", "one"));
        assertThat(daemon.credentials("docker.io")).isEqualTo(said("hubber", "one"));
        assertThat(daemon.credentials("cloud.test:5000")).isEqualTo(said("", "two"));
        assertThat(daemon.credentials("unknown.test")).isEqualTo(said("", ""));
        refused(
                Status.Code.FAILED_PRECONDITION,
                "asking docker-credential-x for locked.test: no keyring",
                () -> daemon.credentials("locked.test"));
        refused(
                Status.Code.UNAVAILABLE,
                "tokens are for the engine to fetch",
                () -> daemon.tokenAuthority("unknown.test"));
    }

    @Test
    void an_agent_that_does_not_listen_is_named(@TempDir Path folder) throws IOException {
        Path nobody = folder.resolve("nobody");
        BuildAccess access = new BuildAccess(Map.of(), Map.of("default", nobody));
        assertThatThrownBy(() -> Session.probe(access))
                .hasMessageStartingWith("ssh 'default': no ssh agent listens at " + nobody);
        open(access, RegistryLogins.NONE);
        FakeDaemon daemon = daemon();
        assertThatThrownBy(() -> daemon.checkAgent("")).hasMessageContaining("no ssh agent listens at " + nobody);
        refused(
                Status.Code.NOT_FOUND,
                "ssh agent 'other' is not given to this build",
                () -> daemon.checkAgent("other"));
    }

    @Test
    void the_bytes_of_a_dropped_connection_are_known_to_be_lost() throws Exception {
        Session session = open(BuildAccess.NONE, RegistryLogins.NONE);
        FakeDaemon daemon = daemon();
        assertThat(daemon.healthy()).isTrue();
        assertThat(session.lost(Duration.ZERO)).isFalse();
        pipe.right().close();
        assertThat(session.lost(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void a_session_that_is_closed_is_not_lost_and_leaves_no_thread() throws Exception {
        Session session = open(BuildAccess.NONE, RegistryLogins.NONE);
        FakeDaemon daemon = daemon();
        assertThat(daemon.healthy()).isTrue();
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        session.close();
        assertThat(session.lost(Duration.ZERO)).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThatThrownBy(daemon::healthy).isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void what_is_no_http_2_does_no_harm() throws Exception {
        Session session = open(BuildAccess.NONE, RegistryLogins.NONE);
        pipe.right()
                .out()
                .write("HTTP/1.1 502 Bad Gateway\r\n\r\nwhat follows is garbage".getBytes(StandardCharsets.US_ASCII));
        assertThat(session.lost(Duration.ofSeconds(10))).isTrue();
        session.close();
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void the_librarys_log_does_not_reach_the_terminal() throws Exception {
        List<LogRecord> printed = new ArrayList<>();
        Handler terminal = new Recorder(printed);
        Logger root = Logger.getLogger("");
        root.addHandler(terminal);
        try {
            open(BuildAccess.NONE, RegistryLogins.NONE);
            Logger.getLogger("io.grpc.internal.SerializingExecutor").log(Level.SEVERE, "noise");
            Logger.getLogger("okio.Okio").log(Level.WARNING, "noise");
        } finally {
            root.removeHandler(terminal);
        }
        assertThat(printed).isEmpty();
    }

    @Test
    void nothing_that_is_logged_holds_a_secret() throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        List<LogRecord> librarys = new ArrayList<>();
        Handler terminal = new Recorder(librarys);
        List<ch.qos.logback.classic.Logger> loggers = Stream.of("io.grpc", "okio", "dev.slipway")
                .map(name -> (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name))
                .toList();
        Logger root = Logger.getLogger("");
        logged.start();
        loggers.forEach(logger -> {
            logger.addAppender(logged);
            logger.setLevel(ch.qos.logback.classic.Level.TRACE);
            logger.setAdditive(false);
        });
        root.addHandler(terminal);
        try {
            RegistryLogins logins = registry -> Optional.of(new Login("me", secretOf("hush-login"), false));
            Session session = open(new BuildAccess(Map.of("token", secretOf("hush-secret")), Map.of()), logins);
            FakeDaemon daemon = daemon();
            assertThat(daemon.secret("token")).isEqualTo("hush-secret");
            assertThat(daemon.credentials("registry.test").getSecret()).isEqualTo("hush-login");
            pipe.right().out().write("garbage in the middle of everything".getBytes(StandardCharsets.US_ASCII));
            assertThat(session.lost(Duration.ofSeconds(10))).isTrue();
            session.close();
        } finally {
            loggers.forEach(logger -> {
                logger.detachAppender(logged);
                logger.setLevel(null);
                logger.setAdditive(true);
            });
            root.removeHandler(terminal);
        }
        assertThat(librarys).isEmpty();
        assertThat(logged.list).isNotEmpty().noneMatch(event -> (event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .contains("hush"));
    }

    private Session open(BuildAccess access, RegistryLogins logins) throws IOException {
        Delivery delivery = Contexts.of(FILES).deliver(Freshness.CACHED);
        Session session = Session.open(
                (head, stop) -> pipe.left(), new Session.Offer(delivery, access, logins, sum -> {}), new StopSignal());
        open.add(session);
        return session;
    }

    private FakeDaemon daemon() {
        FakeDaemon daemon = new FakeDaemon(pipe.right());
        open.add(daemon);
        return daemon;
    }

    private static void refused(Status.Code code, String why, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
            assertThat(refused.getStatus().getCode()).isEqualTo(code);
            assertThat(refused.getStatus().getDescription()).isEqualTo(why);
        });
    }

    private static CredentialsResponse said(String user, String secret) {
        return CredentialsResponse.newBuilder()
                .setUsername(user)
                .setSecret(secret)
                .build();
    }

    private static SecretValue secretOf(String text) {
        return new SecretValue(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(session|file-sync|grpc|Ok).*"))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Recorder extends Handler {
        private final List<LogRecord> entries;

        private Recorder(List<LogRecord> entries) {
            this.entries = entries;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            entries.add(entry);
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
