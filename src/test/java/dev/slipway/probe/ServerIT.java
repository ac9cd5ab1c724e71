package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.HttpAnswer;
import dev.slipway.model.HttpCall;
import dev.slipway.model.ServiceSpec;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions to a running container, before a server that misbehaves on demand. */
@SuppressWarnings("NullAway.Init") // set by JUnit
class ServerIT {
    private static final String SERVER =
            """
            FROM python:3.11-slim
            RUN useradd app && printf '%s\\n' \\
              'import http.server, os, sys, time' \\
              'left = int(os.environ.get("REFUSE", "0"))' \\
              'class Handler(http.server.BaseHTTPRequestHandler):' \\
              '  def do_GET(self):' \\
              '    global left' \\
              '    if os.environ.get("SILENT"): time.sleep(600)' \\
              '    if os.environ.get("DIE"): print("KeyError: MODEL_PATH", flush=True); os._exit(3)' \\
              '    left -= 1' \\
              '    self.send_response(503 if left >= 0 else 200)' \\
              '    self.end_headers()' \\
              '    self.wfile.write(b"database is starting" if left >= 0 else b"{\\"state\\": [{\\"ok\\": true}]}")' \\
              '  def log_message(self, *words): print("asked for", self.path, flush=True)' \\
              'print("listening", flush=True)' \\
              'http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()' > /server.py
            USER app
            HEALTHCHECK --interval=1s --timeout=5s CMD ["python", "-c", "import urllib.request as u; print(u.urlopen('http://127.0.0.1:8000/health').read())"]
            CMD ["python", "/server.py"]
            """;

    private static @Nullable Dockyard yard;
    private static String server;

    private final StopSignal stop = new StopSignal();
    private final Heard log = new Heard();
    private TestBed bed;

    @BeforeAll
    static void build() {
        yard = Dockyard.open("python:3.11-slim", "redis:7");
        server = yard.build(SERVER);
    }

    @AfterAll
    static void clear() {
        if (yard != null) {
            yard.close();
        }
    }

    @BeforeEach
    void open() {
        bed = TestBed.open(yard().engine(), yard().setting());
    }

    @AfterEach
    void close() {
        bed.close();
        bed.close();
        yard().assertNothingIsLeft();
    }

    private static Dockyard yard() {
        if (yard == null) {
            throw new IllegalStateException("the engine was not opened");
        }
        return yard;
    }

    @Test
    void aServerInStartUpIsWaitedForAndSharedByTheQuestions() {
        Subject subject = subject(Map.of("REFUSE", "5"));
        Healthy yes = healthy(bed.ask(http(Doubles.LONG), subject, stop, log));
        assertThat(yes.facts()).containsKey("http.latencyMs");
        healthy(bed.ask(new Check.Healthy(Doubles.LONG, Doubles.HERE), subject, stop, log));
        healthy(bed.ask(
                new Check.Logs(
                        List.of("listening", "asked for /health"), List.of("Traceback"), Doubles.LONG, Doubles.HERE),
                subject,
                stop,
                log));
        healthy(bed.ask(
                new Check.Run(
                        "test \"$(id -un)\" = app && pgrep -f server.py || test -e /server.py",
                        0,
                        null,
                        true,
                        Doubles.LONG,
                        Doubles.HERE),
                subject,
                stop,
                log));
        assertThat(log.lines).contains("listening", "asked for /health");
        assertThat(yard().engine().owned("dev.slipway.probe-it")).hasSize(1);
    }

    @Test
    void aServerThatIsNeverReadyIsToldWithItsLastAnswerAndLines() {
        Unhealthy no = unhealthy(bed.ask(http(Duration.ofSeconds(3)), subject(Map.of("REFUSE", "100000")), stop, log));
        assertThat(no.message())
                .matches("GET :8000/health: \\d+ tries in [\\d.]+s, last answer 503 \"database is starting\""
                        + " \\(first seen after .*, unchanged for .*\\)");
        assertThat(no.lines()).contains("listening").endsWith("asked for /health");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() {
        Unhealthy no = unhealthy(bed.ask(http(Duration.ofSeconds(6)), subject(Map.of("SILENT", "1")), stop, log));
        assertThat(no.message()).contains("last answer none in");
        assertThat(no.lines()).containsExactly("listening");
    }

    @Test
    void aServerThatEndsIsNotWaitedFor() {
        Unhealthy no = unhealthy(bed.ask(http(Duration.ofMinutes(5)), subject(Map.of("DIE", "1")), stop, log));
        assertThat(no.message()).endsWith("the container of backend has ended with exit code 3");
        assertThat(no.exitCode()).contains(3);
        assertThat(no.lines()).containsExactly("listening", "KeyError: MODEL_PATH");
        assertThat(log.lines).contains("KeyError: MODEL_PATH");
    }

    @Test
    void aFailingHealthCheckIsToldWithItsOutput() {
        Unhealthy no = unhealthy(bed.ask(
                new Check.Healthy(Duration.ofSeconds(4), Doubles.HERE),
                subject(Map.of("REFUSE", "100000")),
                stop,
                log));
        assertThat(no.message())
                .contains("last status")
                .contains("exit 1")
                .contains("in a row failed")
                .contains("Traceback");
    }

    @Test
    void aForbiddenLineIsSeenAtOnce() {
        Check never = new Check.Logs(List.of("never printed"), List.of("listen"), Duration.ofMinutes(5), Doubles.HERE);
        assertThat(unhealthy(bed.ask(never, subject(Map.of()), stop, log)).message())
                .endsWith("the log has \"listen\", which it must never have: listening");
    }

    @Test
    void aServiceIsReadyAndReachedByItsName() {
        ServiceSpec redis = new ServiceSpec(
                "redis",
                "redis:7",
                List.of(),
                Map.of(),
                List.of(new Check.Run("redis-cli ping", 0, "PONG", true, Doubles.LONG, Doubles.HERE)),
                Doubles.HERE);
        healthy(bed.startService(redis, stop, log));
        String ping = "python -c \"import socket; s = socket.create_connection(('redis', 6379), 5);"
                + " s.sendall(b'PING\\r\\n'); print(s.recv(99))\"";
        healthy(bed.ask(
                new Check.Run(ping, 0, "PONG", false, Doubles.LONG, Doubles.HERE), subject(Map.of()), stop, log));
        bed.startMember(subject(Map.of()).publishedFor(List.of(http(Doubles.LONG))), stop, log);
        String get = "python -c \"import urllib.request as u; print(u.urlopen('http://backend:8000/').read())\"";
        healthy(bed.ask(
                new Check.Run(get, 0, "state", false, Doubles.LONG, Doubles.HERE),
                new Subject(server, "worker", Map.of()),
                stop,
                log));
        healthy(bed.ask(http(Doubles.LONG), subject(Map.of()), stop, log));
    }

    @Test
    void aServiceThatEndsIsToldWithItsLastLines() {
        ServiceSpec redis = new ServiceSpec(
                "redis",
                "redis:7",
                List.of("redis-server", "--no-such-setting", "x"),
                Map.of(),
                List.of(new Check.Run("redis-cli ping", 0, "PONG", true, Duration.ofMinutes(5), Doubles.HERE)),
                Doubles.HERE);
        Unhealthy no = unhealthy(bed.startService(redis, stop, log));
        assertThat(no.message()).contains("service redis is not ready").endsWith("has ended with exit code 1");
        assertThat(no.lines()).anyMatch(line -> line.contains("no-such-setting"));
    }

    @Test
    void aCommandTellsItsExitAndOutput() {
        Check fails = new Check.Run("echo one; echo two >&2; exit 4", 0, null, false, Doubles.LONG, Doubles.HERE);
        Unhealthy no = unhealthy(bed.ask(fails, subject(Map.of()), stop, log));
        assertThat(no.exitCode()).contains(4);
        assertThat(no.lines()).containsExactlyInAnyOrder("one", "two");
        Check absent = new Check.Run("no-such-command", 0, null, false, Doubles.LONG, Doubles.HERE);
        assertThat(unhealthy(bed.ask(absent, subject(Map.of()), stop, log)).message())
                .startsWith("run no-such-command: exit 127 instead of 0, saying \"")
                .contains("not found");
        Check hangs = new Check.Run("sleep 600", 0, null, false, Duration.ofSeconds(1), Doubles.HERE);
        assertThat(unhealthy(bed.ask(hangs, subject(Map.of()), stop, log)).message())
                .isEqualTo("run sleep 600: still running after 1s");
    }

    private static Subject subject(Map<String, String> env) {
        return new Subject(server, "backend", env);
    }

    private static Check http(Duration within) {
        return new Check.Http(
                new HttpCall("GET", 8000, "/health", Map.of(), null),
                new HttpAnswer(200, null, Map.of("state[0].ok", "true"), null),
                within,
                Doubles.HERE);
    }

    private static Healthy healthy(ProbeResult result) {
        assertThat(result).isInstanceOf(Healthy.class);
        return (Healthy) result;
    }

    private static Unhealthy unhealthy(ProbeResult result) {
        assertThat(result).isInstanceOf(Unhealthy.class);
        return (Unhealthy) result;
    }
}
