package dev.slipway.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.model.Origin;
import dev.slipway.model.SecretSource;
import dev.slipway.notices.Ping;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
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

    private final Mask mask = new Mask();

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Heartbeat heartbeat(String path, Duration limit) {
        return at(new Address.Written(url(path), List.of()), Map.of(), limit);
    }

    private Heartbeat at(Address address, Map<String, String> environment, Duration limit) {
        return new Heartbeat(new Ping(address, new Secrets(environment, Path.of("."), mask), environment, limit));
    }

    /** By the secret of a variable, which may be empty. */
    private Heartbeat kept(String value, boolean required) {
        Map<String, String> environment = value.isEmpty() ? Map.of() : Map.of("WATCHMAN", value);
        Address address =
                new Address.Kept(new SecretSource.FromEnvironment("WATCHMAN", required, Origin.whole("test")));
        return at(address, environment, Duration.ofSeconds(30));
    }

    private static Optional<String> beat(Heartbeat heartbeat) {
        return heartbeat.beat(new StopSignal());
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
        assertThat(beat(at(new Address.Written("no address", List.of()), Map.of(), Duration.ofSeconds(1))))
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
        assertThat(heartbeat("/silent", Duration.ofMinutes(10)).beat(stop))
                .get()
                .asString()
                .endsWith(" was stopped");
    }

    @Test
    void itGoesByTheProxyOfTheEnvironment() {
        Map<String, String> environment =
                Map.of("http_proxy", "127.0.0.1:" + server.getAddress().getPort());
        Address address = new Address.Written("http://watch.example.org/good", List.of());
        assertThat(beat(at(address, environment, Duration.ofSeconds(30)))).isEmpty();
        assertThat(heard).containsExactly("GET http://watch.example.org/good");
    }

    @Test
    void theAddressMayBeASecretThatIsToldNowhere() {
        assertThat(beat(kept(url("/good/T0KEN-of-mine") + "\n", true))).isEmpty();
        assertThat(heard).containsExactly("GET /good/T0KEN-of-mine");
        assertThat(mask.hide("asked for /good/T0KEN-of-mine, by " + url("/good/T0KEN-of-mine")))
                .doesNotContain("T0KEN");

        assertThat(beat(kept(url("/other/T0KEN-of-mine"), true)))
                .get()
                .asString()
                .endsWith("127.0.0.1:" + server.getAddress().getPort() + " answered 404")
                .doesNotContain("T0KEN");
        assertThat(beat(kept("T0KEN-of-mine", true)))
                .contains("telling the watchman that the night was whole: what the secret 'heartbeat' holds is not a"
                        + " web address");
    }

    @Test
    void withoutTheSecretItIsToldWhereItIsRequired() {
        assertThat(beat(kept("", false))).isEmpty();
        assertThat(beat(kept("", true))).get().asString().contains("the secret 'heartbeat'", "WATCHMAN");
        assertThat(heard).isEmpty();
    }

    @Test
    void whatTheEnvironmentPutIntoAWrittenAddressIsHiddenAtOnce() {
        at(new Address.Written(url("/good/T0KEN-of-mine"), List.of("T0KEN-of-mine")), Map.of(), Duration.ofSeconds(1));
        assertThat(mask.hide("it said T0KEN-of-mine")).doesNotContain("T0KEN");
    }
}
