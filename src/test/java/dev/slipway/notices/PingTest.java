package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asking without listening. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PingTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static Optional<String> ping(String url, Map<String, String> environment, Duration limit) {
        return pinging(url, environment, limit).send(new StopSignal());
    }

    private static Ping pinging(String url, Map<String, String> environment, Duration limit) {
        Secrets none = new Secrets(environment, Path.of("."), new Mask());
        return new Ping(new Address.Written(url, List.of()), none, environment, limit);
    }

    @Test
    void anAnswerWithoutEndIsNotListenedTo() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('a');
                    exchange.getResponseBody().flush();
                    over.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                } catch (IOException hungUp) {
                    over.countDown();
                }
            });
            server.start();
            try {
                assertThat(ping("http://127.0.0.1:" + server.getAddress().getPort() + "/x", Map.of(), LONG))
                        .isEmpty();
            } finally {
                over.countDown();
                server.stop(0);
            }
        }
    }

    @Test
    void itGoesByTheProxyOfTheEnvironment() throws Exception {
        try (Chat proxy = Chat.open()) {
            assertThat(ping("http://watch.example.org/token", Map.of("http_proxy", proxy.url("")), LONG))
                    .isEmpty();
            assertThat(proxy.requests.getFirst().header("Host")).isEqualTo("watch.example.org");
        }
    }

    @Test
    void aCompanysAuthorityIsTrustedWhereItIsNamed(@TempDir Path folder) throws Exception {
        Authority authority = Authority.of(folder, "dns:localhost,ip:127.0.0.1");
        try (Chat chat = Chat.secure(authority)) {
            assertThat(ping(chat.url("/token"), Map.of(), LONG))
                    .get()
                    .asString()
                    .startsWith("the certificate of localhost:" + chat.port() + " is not trusted: ");
            Map<String, String> environment =
                    Map.of("SSL_CERT_FILE", authority.certificate().toString());
            assertThat(ping(chat.url("/token"), environment, LONG)).isEmpty();
        }
    }

    @Test
    void stoppingEndsOneThatHangs() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.hang();
            StopSignal stop = new StopSignal();
            Thread stopping = Thread.ofVirtual().start(() -> {
                await().until(() -> !chat.requests.isEmpty());
                stop.raise(StopSignal.Reason.INTERRUPTED);
            });
            assertThat(pinging(chat.url("/token"), Map.of(), LONG).send(stop))
                    .contains("the conversation with 127.0.0.1:" + chat.port() + " was stopped");
            stopping.join();
        }
    }

    @Test
    void aRedirectIsFollowedToItsEnd() throws Exception {
        try (Chat chat = Chat.open();
                Chat other = Chat.open()) {
            chat.reply(302, Map.of("Location", other.url("/there")), "");
            other.reply(503, "");
            assertThat(ping(chat.url("/token"), Map.of(), LONG)).contains("127.0.0.1:" + chat.port() + " answered 503");
            assertThat(other.requests.getFirst().path()).isEqualTo("/there");
        }
    }

    @Test
    void thePathIsNotToldWhateverTheOtherSideSays() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.reply(302, Map.of("Location", "http://[" + "/T0KEN-of-mine"), "");
            assertThat(ping(chat.url("/T0KEN-of-mine"), Map.of(), LONG))
                    .get()
                    .asString()
                    .contains("127.0.0.1:" + chat.port())
                    .doesNotContain("T0KEN");
        }
    }

    /** What is told while an address is known. */
    private static String hidden(Address address, String told) {
        Secrets secrets = new Secrets(Map.of(), Path.of("."), new Mask());
        return new Ping(address, secrets, Map.of(), LONG).secrets().mask().hide(told);
    }

    @Test
    void aWordOfTheAddressIsNotHiddenInAllThatIsTold() {
        String url = "http://watch:8080/health";
        assertThat(hidden(new Address.Written(url, List.of(url)), "GET /health of http://watch:8080/health"))
                .isEqualTo("GET /health of ***");
    }

    @Test
    void aTokenOfTheAddressIsHiddenInAllThatIsTold() {
        String url = "http://watch:8080/ping/0f0e2b1c-3d4a-4b5c?every=day";
        assertThat(hidden(
                        new Address.Written(url, List.of(url)),
                        "asked " + url + ", then /ping/0f0e2b1c-3d4a-4b5c alone"))
                .isEqualTo("asked ***, then /ping/*** alone");
    }

    @Test
    void aWordThatTheEnvironmentPutInIsNotTokenEnough() {
        Address address = new Address.Written("http://watch/ping/backend", List.of("backend"));
        assertThat(hidden(address, "image backend, http://watch/ping/backend")).isEqualTo("image backend, ***");
    }

    @Test
    void aSecretAddressIsHiddenWhenItIsHadAndItsWordsAreNot() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.reply(503, "nothing at /health");
            Mask mask = new Mask();
            Map<String, String> environment = Map.of("HB", chat.url("/health"));
            Secrets secrets = new Secrets(environment, Path.of("."), mask);
            Ping ping = new Ping(new Address.Kept(Office.env("HB")), secrets, environment, LONG);
            assertThat(ping.send(new StopSignal())).contains("127.0.0.1:" + chat.port() + " answered 503");
            assertThat(mask.hide("GET /health of " + chat.url("/health"))).isEqualTo("GET /health of ***");
        }
    }
}
