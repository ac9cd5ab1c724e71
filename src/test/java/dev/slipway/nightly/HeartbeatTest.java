package dev.slipway.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watchman on loopback. */
class HeartbeatTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new IllegalStateException(taken);
        }
    }

    @BeforeEach
    void begin() {
        server.createContext("/", exchange -> {
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().startsWith("/good") ? 200 : 404, -1);
            exchange.close();
        });
        server.createContext("/silent", exchange -> heard.add("silent"));
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private Heartbeat heartbeat(String path, Duration limit) {
        return new Heartbeat("http://127.0.0.1:" + server.getAddress().getPort() + path, limit);
    }

    private static Optional<String> beat(Heartbeat heartbeat) {
        return heartbeat.beat(Map.of(), new StopSignal());
    }

    @Test
    void oneGet() {
        assertThat(beat(heartbeat("/good/secret-token?a=b", Duration.ofSeconds(30))))
                .isEmpty();
        assertThat(heard).containsExactly("GET /good/secret-token?a=b");
    }

    @Test
    void whatGoesWrongNamesTheHostAndNotThePath() {
        String host = "127.0.0.1:" + server.getAddress().getPort();
        assertThat(beat(heartbeat("/other-token", Duration.ofSeconds(30))))
                .contains("telling the watchman that the night was whole: " + host + " answered 404");
        assertThat(beat(heartbeat("/silent", Duration.ofMillis(300))))
                .contains("telling the watchman that the night was whole: no answer from " + host + " within 0 s");
        assertThat(beat(new Heartbeat("no address", Duration.ofSeconds(1))))
                .contains("telling the watchman that the night was whole: its address is not a web address");
    }

    @Test
    void whoIsNotThereIsTold() {
        Heartbeat late = heartbeat("/good", Duration.ofSeconds(30));
        server.stop(0);
        assertThat(beat(late))
                .contains("telling the watchman that the night was whole: nobody answers at 127.0.0.1:"
                        + server.getAddress().getPort());
    }

    @Test
    void aNightThatIsStoppedTellsNobody() {
        StopSignal stop = new StopSignal();
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(heartbeat("/silent", Duration.ofMinutes(10)).beat(Map.of(), stop))
                .get()
                .asString()
                .endsWith(" was stopped");
    }

    @Test
    void itGoesByTheProxyOfTheEnvironment() {
        Map<String, String> environment =
                Map.of("http_proxy", "127.0.0.1:" + server.getAddress().getPort());
        assertThat(new Heartbeat("http://watch.example.org/good", Duration.ofSeconds(30))
                        .beat(environment, new StopSignal()))
                .isEmpty();
        assertThat(heard).containsExactly("GET http://watch.example.org/good");
    }
}
