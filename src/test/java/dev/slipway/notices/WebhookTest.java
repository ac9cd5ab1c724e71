package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.model.NoticeTarget.Form;
import dev.slipway.model.NoticeTarget.Webhook;
import dev.slipway.model.Origin;
import dev.slipway.model.SecretSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what is made of each answer. */
class WebhookTest {
    private final Path folder;
    private final Office office;

    WebhookTest(@TempDir Path folder) {
        this.folder = folder;
        this.office = new Office(folder);
    }

    private String told(Webhook webhook) {
        Outbox outbox = office.outbox(webhook);
        outbox.put(Office.notice("k1"));
        return Office.why(Office.fate(outbox));
    }

    @Test
    void theNoticeIsPostedAsJson() throws Exception {
        try (Chat chat = Chat.open()) {
            assertThat(told(Office.webhook(chat.url("/hooks/1?x=y")))).isEqualTo("sent: ");
            Chat.Request request = chat.requests.getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/hooks/1?x=y");
            assertThat(request.header("Content-type")).isEqualTo("application/json; charset=utf-8");
            assertThat(request.header("User-agent")).isEqualTo("slipway/1.2.3");
            assertThat(request.header("Idempotency-key")).matches("[0-9a-f]{24}");
            assertThat(request.headers()).doesNotContainKey("X-slipway-signature");
            assertThat(request.body())
                    .isEqualTo("{\"key\":\"k1\",\"kind\":\"new-failure\",\"pipeline\":\"demo\",\"subject\":\"backend\","
                            + "\"headline\":\"backend fails: pip cannot find numpy 3\","
                            + "\"lines\":[\"the build broke\",\"  at 1\"],\"run\":\"20260314-023000-abcd\","
                            + "\"at\":\"2026-03-14T02:30:00Z\",\"slipway\":\"1.2.3\"}");
        }
    }

    @Test
    void theBodyIsSignedWithTheSecret() throws Exception {
        office.set("KEY", "a long key of mine");
        try (Chat chat = Chat.open()) {
            Webhook webhook =
                    new Webhook(new Address.Written(chat.url("/"), List.of()), Form.JSON, Office.env("KEY"), List.of());
            assertThat(told(webhook)).isEqualTo("sent: ");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("a long key of mine".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected = mac.doFinal(chat.requests.getFirst().body().getBytes(StandardCharsets.UTF_8));
            assertThat(chat.requests.getFirst().header("X-slipway-signature"))
                    .isEqualTo("sha256=" + HexFormat.of().formatHex(expected));
        }
    }

    @Test
    void slackIsSentAMessageWithinItsLimits() throws Exception {
        try (Chat chat = Chat.open()) {
            Webhook webhook = new Webhook(new Address.Written(chat.url("/"), List.of()), Form.SLACK, null, List.of());
            Outbox outbox = office.outbox(webhook);
            outbox.put(Office.notice(
                    "k",
                    "degraded",
                    "a < b & c > d, " + "long ".repeat(60),
                    Stream.generate(() -> "<@everyone> & ``` more").limit(300).toList()));
            assertThat(Office.fate(outbox)).isInstanceOf(Delivery.Fate.Sent.class);
            JsonNode message =
                    new ObjectMapper().readTree(chat.requests.getFirst().body());
            assertThat(message.path("text").asText()).startsWith("a &lt; b &amp; c &gt; d");
            JsonNode blocks = message.path("blocks");
            assertThat(blocks.at("/0/text/text").asText())
                    .startsWith("a < b & c > d")
                    .hasSizeLessThanOrEqualTo(150);
            String story = blocks.at("/1/text/text").asText();
            assertThat(story)
                    .startsWith("```\n&lt;@everyone&gt; &amp; ''' more\n")
                    .endsWith("…\n```")
                    .hasSizeBetween(2_900, 3_000);
            assertThat(blocks.at("/2/elements/0/text").asText())
                    .isEqualTo("demo · degraded · backend · 20260314-023000-abcd");
        }
    }

    @Test
    void aServerThatIsBusyIsLeftAloneForAsLongAsItWants() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.reply(429, Map.of("Retry-After", "7200"), "slow down");
            Outbox outbox = office.outbox(Office.webhook(chat.url("/")));
            outbox.put(Office.notice("k"));
            assertThat(Office.fate(outbox))
                    .isEqualTo(new Delivery.Fate.Waits(
                            "127.0.0.1:" + chat.port() + " answered 429, saying: slow down",
                            Office.START.plus(Duration.ofHours(2))));
            office.clock.pass(Duration.ofMinutes(119));
            assertThat(Office.fate(outbox)).isInstanceOf(Delivery.Fate.Waits.class);
            assertThat(chat.requests).hasSize(1);
            office.clock.pass(Duration.ofMinutes(1));
            assertThat(Office.fate(outbox)).isEqualTo(new Delivery.Fate.Sent(""));
            assertThat(outbox.waiting()).isEmpty();
        }
    }

    @Test
    void aServerThatStumblesIsAskedAgainAtOnce() throws Exception {
        office.within(new Limits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                List.of(Duration.ofMillis(1), Duration.ofMillis(1)),
                Duration.ofDays(7),
                Duration.ofDays(90)));
        try (Chat chat = Chat.open()) {
            chat.reply(500, "oops").reply(503, "oops");
            assertThat(told(Office.webhook(chat.url("/")))).isEqualTo("sent: ");
            assertThat(chat.requests).hasSize(3);
            assertThat(chat.requests.stream()
                            .map(request -> request.header("Idempotency-key"))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void aRefusalIsToldAndTriedAgainTheNextNight() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.reply(404, "no_service \u001b[31mred\u001b[0m");
            Outbox outbox = office.outbox(Office.webhook(chat.url("/hooks/1")));
            outbox.put(Office.notice("k"));
            assertThat(Office.why(Office.fate(outbox)))
                    .isEqualTo("waits: 127.0.0.1:" + chat.port() + " answered 404, saying: no_service red");
            office.clock.pass(Duration.ofHours(24));
            assertThat(Office.fate(outbox)).isEqualTo(new Delivery.Fate.Sent(""));
        }
    }

    @Test
    void aServerThatHangsTakesNoLongerThanItMay() throws Exception {
        office.impatient();
        try (Chat chat = Chat.open()) {
            chat.hang();
            assertThat(told(Office.webhook(chat.url("/")))).startsWith("waits: no answer from 127.0.0.1:");
        }
    }

    @Test
    void nobodyThere() throws Exception {
        int port;
        try (Chat chat = Chat.open()) {
            port = chat.port();
        }
        assertThat(told(Office.webhook("http://127.0.0.1:" + port + "/")))
                .isEqualTo("waits: nobody answers at 127.0.0.1:" + port);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noticesFollowNobodyToAnotherHost(int status) throws Exception {
        try (Chat chat = Chat.open();
                Chat other = Chat.open()) {
            chat.reply(status, Map.of("Location", other.url("/secret-path")), "");
            assertThat(told(Office.webhook(chat.url("/"))))
                    .startsWith("waits: 127.0.0.1:" + chat.port() + " answered " + status + " and points to 127.0.0.1:"
                            + other.port())
                    .doesNotContain("secret-path");
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void aRedirectOnTheSameHostIsFollowedWithTheSamePost() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.reply(308, Map.of("Location", "/moved"), "");
            assertThat(told(Office.webhook(chat.url("/")))).isEqualTo("sent: ");
            assertThat(chat.requests.get(1).path()).isEqualTo("/moved");
            assertThat(chat.requests.get(1).body())
                    .isEqualTo(chat.requests.get(0).body());
        }
    }

    @Test
    void endlessRedirectsEnd() throws Exception {
        try (Chat chat = Chat.open()) {
            for (int i = 0; i < 20; i++) {
                chat.reply(307, Map.of("Location", "/again"), "");
            }
            assertThat(told(Office.webhook(chat.url("/")))).startsWith("waits: ");
            assertThat(chat.requests).hasSize(4);
        }
    }

    @Test
    void aCompanysAuthorityIsTrustedWhereItIsNamed() throws Exception {
        Authority authority = Authority.of(folder, "dns:localhost,ip:127.0.0.1");
        try (Chat chat = Chat.secure(authority)) {
            assertThat(told(Office.webhook(chat.url("/"))))
                    .startsWith("waits: the certificate of localhost:" + chat.port() + " is not trusted: ")
                    .endsWith("Maybe name the file with your company's authority in SSL_CERT_FILE.");
            office.set("SSL_CERT_FILE", authority.certificate().toString());
            office.clock.pass(Duration.ofDays(1));
            assertThat(Office.why(Office.fate(office.outbox(Office.webhook(chat.url("/"))))))
                    .isEqualTo("sent: ");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        Authority authority = Authority.of(folder, "dns:other.example.org");
        office.set("SSL_CERT_FILE", authority.certificate().toString());
        try (Chat chat = Chat.secure(authority)) {
            assertThat(told(Office.webhook(chat.url("/"))))
                    .startsWith("waits: the certificate of localhost:" + chat.port() + " is not one for this host: ");
            assertThat(chat.requests).isEmpty();
        }
    }

    @Test
    void aFileOfAuthoritiesThatIsNotThereIsTold() throws Exception {
        office.set("SSL_CERT_FILE", folder.resolve("absent.pem").toString());
        try (Chat chat = Chat.open()) {
            assertThat(told(Office.webhook(chat.url("/"))))
                    .isEqualTo("waits: the file that SSL_CERT_FILE names, " + folder.resolve("absent.pem")
                            + ", cannot be read");
        }
    }

    @Test
    void anAddressFromASecretIsShownNowhere() throws Exception {
        try (Chat chat = Chat.open()) {
            office.set("HOOK", chat.url("/hooks/T0KEN-of-mine"));
            chat.reply(404, "nothing at /hooks/T0KEN-of-mine");
            Webhook webhook = new Webhook(new Address.Kept(Office.env("HOOK")), Form.JSON, null, List.of());
            assertThat(told(webhook)).endsWith(" answered 404, saying: nothing at ***");
            assertThat(chat.requests.getFirst().path()).isEqualTo("/hooks/T0KEN-of-mine");
            assertThat(written()).doesNotContain("T0KEN").contains("webhook from the variable 'HOOK'");
        }
    }

    @Test
    void whatTheEnvironmentPutIntoAnAddressIsShownNowhere() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.reply(404, "nothing at /hooks/T0KEN-of-mine, no T0KEN-of-mine");
            Webhook webhook = new Webhook(
                    new Address.Written(chat.url("/hooks/T0KEN-of-mine"), List.of("T0KEN-of-mine")),
                    Form.JSON,
                    null,
                    List.of());
            assertThat(told(webhook)).endsWith(" answered 404, saying: nothing at ***, no ***");
            assertThat(written()).doesNotContain("T0KEN");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWordOfAnAddressIsHiddenInItsAnswerAndOpenElsewhere(boolean kept) throws Exception {
        try (Chat chat = Chat.open()) {
            String url = chat.url("/slipway");
            office.set("HOOK", url);
            chat.reply(404, "nothing at /slipway");
            Address address = kept ? new Address.Kept(Office.env("HOOK")) : new Address.Written(url, List.of(url));
            assertThat(told(new Webhook(address, Form.JSON, null, List.of())))
                    .endsWith(" answered 404, saying: nothing at ***");
            assertThat(office.mask().hide("COPY . /slipway")).isEqualTo("COPY . /slipway");
            assertThat(office.mask().hide("it is " + url)).isEqualTo("it is ***");
        }
    }

    @Test
    void anOptionalAddressThatIsNotThereIsSkipped() {
        Webhook webhook = new Webhook(
                new Address.Kept(new SecretSource.FromEnvironment("HOOK", false, Origin.whole("test"))),
                Form.JSON,
                null,
                List.of());
        assertThat(told(webhook)).isEqualTo("skipped: there is nothing in the variable 'HOOK'");
        assertThat(office.outbox(webhook).waiting()).isEmpty();
    }

    @Test
    void aRequiredAddressThatIsNotThereMakesTheNoticeWait() {
        Webhook webhook = new Webhook(new Address.Kept(Office.env("HOOK")), Form.JSON, null, List.of());
        assertThat(told(webhook)).isEqualTo("waits: the secret 'webhook': the variable 'HOOK' is not set or empty");
    }

    @Test
    void aSecretThatIsNoAddressIsToldWithoutIt() {
        office.set("HOOK", "hunter2 is no address");
        Webhook webhook = new Webhook(new Address.Kept(Office.env("HOOK")), Form.JSON, null, List.of());
        assertThat(told(webhook)).isEqualTo("waits: what the secret 'webhook' holds is not a web address");
    }

    @Test
    void stoppingEndsATryThatHangs() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.hang();
            Outbox outbox = office.outbox(Office.webhook(chat.url("/")));
            outbox.put(Office.notice("k"));
            StopSignal stop = new StopSignal();
            Thread stopping = Thread.ofVirtual().start(() -> {
                await().until(() -> !chat.requests.isEmpty());
                stop.raise(StopSignal.Reason.INTERRUPTED);
            });
            assertThat(Office.why(
                            outbox.deliver(Outbox.Haste.NOW, stop).getFirst().fate()))
                    .endsWith(" was stopped");
            stopping.join();
        }
    }

    private String written() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(office.files())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append('\n').append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }
}
