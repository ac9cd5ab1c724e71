package dev.slipway.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.docker.wire.Watchdog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A transport for questions with small answers: each answer is read whole within a limit, so that nothing above it can
 * wait for ever or keep a connection. A question that changes nothing is asked once more when a pooled connection turns
 * out to be dead; before one that does, a pool that has been idle is tried with a ping.
 */
final class ShortCalls implements DockerHttpClient {
    /** Larger answers than any list of containers. */
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    /** Peers are known to close connections that are idle for ten seconds. */
    private static final long IDLE_NANOS = Duration.ofSeconds(4).toNanos();

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "DELETE", "PUT");
    private static final Request PING =
            Request.builder().method(Request.Method.GET).path("/_ping").build();

    private final DockerHttpClient transport;
    private final Watchdog watchdog;
    private final Duration limit;
    private volatile long lastAnswer = System.nanoTime() - IDLE_NANOS;

    ShortCalls(DockerHttpClient transport, Watchdog watchdog, Duration limit) {
        this.transport = transport;
        this.watchdog = watchdog;
        this.limit = limit;
    }

    @Override
    public Response execute(Request request) {
        return execute(request, limit);
    }

    /** @throws EngineException TIMEOUT; anything else comes as the transport throws it */
    Response execute(Request request, Duration within) {
        try {
            return watchdog.call(request.method() + " " + withoutQuery(request.path()), within, () -> ask(request));
        } catch (RuntimeException passedOn) {
            throw passedOn;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Asks for a sign of life. */
    void ping() {
        try (Response answer = execute(PING)) {
            if (answer.getStatusCode() >= 500) {
                throw new UncheckedIOException(new IOException("status " + answer.getStatusCode()));
            }
        }
    }

    private Response ask(Request request) throws IOException {
        boolean repeatable = REPEATABLE.contains(request.method()) && request.body() == null;
        if (!repeatable && System.nanoTime() - lastAnswer > IDLE_NANOS) {
            twice(PING);
        }
        Response answer = repeatable ? twice(request) : once(request);
        lastAnswer = System.nanoTime();
        return answer;
    }

    private Response twice(Request request) throws IOException {
        try {
            return once(request);
        } catch (IOException | RuntimeException stale) {
            if (Thread.currentThread().isInterrupted()) {
                throw stale;
            }
            return once(request);
        }
    }

    private Response once(Request request) throws IOException {
        try (Response answer = transport.execute(request)) {
            byte[] body = answer.getBody().readNBytes(LARGEST_ANSWER + 1);
            if (body.length > LARGEST_ANSWER) {
                throw new IOException("the answer is longer than " + LARGEST_ANSWER + " bytes");
            }
            return new Whole(answer.getStatusCode(), answer.getHeaders(), body);
        }
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }

    private static final class Whole implements Response {
        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] bytes;

        private Whole(int status, Map<String, List<String>> headers, byte[] bytes) {
            this.status = status;
            this.headers = headers;
            this.bytes = bytes;
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
