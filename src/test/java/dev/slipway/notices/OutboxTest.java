package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.NoticeTarget;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.model.NoticeTarget.Command;
import dev.slipway.model.NoticeTarget.Form;
import dev.slipway.model.NoticeTarget.Webhook;
import dev.slipway.notices.Outbox.Haste;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, what is sent again and what is not. */
class OutboxTest {
    private final Path folder;
    private final Office office;

    OutboxTest(@TempDir Path folder) {
        this.folder = folder;
        this.office = new Office(folder);
    }

    private static Webhook webhook(Chat chat, String... kinds) {
        return new Webhook(new Address.Written(chat.url("/"), List.of()), Form.JSON, null, List.of(kinds));
    }

    private List<Path> files(String place) throws IOException {
        Path where = office.files().resolve(place);
        if (Files.notExists(where)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.toList();
        }
    }

    @Test
    void nothingWaitsWhereNothingWasPut() {
        Outbox outbox = office.outbox(new Command("true", List.of()));
        assertThat(outbox.waiting()).isEmpty();
        assertThat(Office.deliver(outbox)).isEmpty();
        assertThat(folder.resolve(".slipway")).doesNotExist();
    }

    @Test
    void eachTargetIsToldWhatItWants() throws Exception {
        try (Chat one = Chat.open();
                Chat two = Chat.open()) {
            Outbox outbox = office.outbox(webhook(one), webhook(two, "recovered"));
            outbox.put(Office.notice("k1"));
            outbox.put(Office.notice("k2", "recovered", "back again", List.of()));
            assertThat(Office.deliver(outbox)).hasSize(3);
            assertThat(one.requests).hasSize(2);
            assertThat(two.requests).singleElement().satisfies(request -> assertThat(request.body())
                    .contains("\"key\":\"k2\""));
        }
    }

    @Test
    void theSameKeyIsSentOnce() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox outbox = office.outbox(webhook(chat));
            outbox.put(Office.notice("k"));
            outbox.put(Office.notice("k"));
            assertThat(outbox.waiting()).hasSize(1);
            assertThat(Office.deliver(outbox)).hasSize(1);
            outbox.put(Office.notice("k"));
            assertThat(outbox.waiting()).isEmpty();
            assertThat(Office.deliver(office.outbox(webhook(chat)))).isEmpty();
            assertThat(chat.requests).hasSize(1);
        }
    }

    @Test
    void whoDiesBeforeTheReceiptSendsAgainUnderTheSameKey() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox outbox = office.outbox(webhook(chat));
            outbox.put(Office.notice("k"));
            Path waiting = files("waiting").getFirst();
            byte[] kept = Files.readAllBytes(waiting);
            Office.deliver(outbox);
            Files.delete(files("sent").getFirst());
            Files.write(waiting, kept);
            assertThat(Office.fate(outbox)).isEqualTo(new Delivery.Fate.Sent(""));
            assertThat(chat.requests).hasSize(2);
            assertThat(chat.requests.get(0).header("Idempotency-key"))
                    .isEqualTo(chat.requests.get(1).header("Idempotency-key"));
            assertThat(chat.requests.get(0).body())
                    .isEqualTo(chat.requests.get(1).body());
        }
    }

    @Test
    void whoDiesAfterTheReceiptDoesNotSendAgain() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox outbox = office.outbox(webhook(chat));
            outbox.put(Office.notice("k"));
            Path waiting = files("waiting").getFirst();
            byte[] kept = Files.readAllBytes(waiting);
            Office.deliver(outbox);
            Files.write(waiting, kept);
            assertThat(Office.deliver(outbox)).isEmpty();
            assertThat(chat.requests).hasSize(1);
            assertThat(files("waiting")).isEmpty();
        }
    }

    @Test
    void whatIsWrittenIsThereBeforeAnythingIsSent() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox outbox = office.outbox(webhook(chat));
            outbox.put(Office.notice("k"));
            assertThat(chat.requests).isEmpty();
            assertThat(office.outbox(webhook(chat)).waiting()).singleElement().satisfies(waiting -> {
                assertThat(waiting.notice()).isEqualTo(Office.notice("k"));
                assertThat(waiting.label()).isEqualTo("webhook at 127.0.0.1:" + chat.port());
            });
        }
    }

    @Test
    void pausesGrowUntilItIsGivenUpAndKeptForReading() throws Exception {
        Outbox outbox = office.outbox(new Command("echo no >&2; exit 1", List.of()));
        outbox.put(Office.notice("k"));
        assertThat(Office.fate(outbox)).isInstanceOf(Delivery.Fate.Waits.class);
        assertThat(outbox.waiting().getFirst().tries()).isOne();
        office.clock.pass(Duration.ofHours(5));
        Office.deliver(outbox);
        assertThat(outbox.waiting().getFirst().tries()).as("not due").isOne();
        outbox.deliver(Haste.NOW, new StopSignal());
        assertThat(outbox.waiting().getFirst().tries()).isEqualTo(2);
        office.clock.pass(Duration.ofDays(7));
        assertThat(Office.why(Office.fate(outbox)))
                .isEqualTo("given up: the command ended with exit code 1, saying: no");
        assertThat(outbox.waiting()).isEmpty();
        outbox.put(Office.notice("k"));
        assertThat(Office.deliver(outbox)).isEmpty();
        assertThat(files("given-up")).singleElement().satisfies(file -> assertThat(file)
                .content()
                .contains("pip cannot find numpy 3", "exit code 1, saying: no"));
        office.clock.pass(Duration.ofDays(100));
        outbox.put(Office.notice("k2"));
        Files.setLastModifiedTime(files("given-up").getFirst(), FileTime.from(Office.START));
        Office.deliver(outbox);
        assertThat(files("given-up")).isEmpty();
    }

    @Test
    void aTargetThatDoesNotAnswerHoldsNobodyElseUp() throws Exception {
        try (Chat deaf = Chat.open();
                Chat chat = Chat.open()) {
            deaf.hang();
            Outbox outbox = office.outbox(webhook(deaf), webhook(chat));
            outbox.put(Office.notice("k1"));
            outbox.put(Office.notice("k2"));
            List<Delivery> deliveries = new CopyOnWriteArrayList<>();
            Thread sending = Thread.ofVirtual().start(() -> deliveries.addAll(Office.deliver(outbox)));
            await().until(() -> chat.requests.size() == 2 && !deaf.requests.isEmpty());
            deaf.close();
            sending.join();
            assertThat(deliveries.stream().filter(one -> one.fate() instanceof Delivery.Fate.Sent))
                    .hasSize(2);
            assertThat(deliveries.stream().filter(one -> Office.why(one.fate()).contains(" broke off")))
                    .hasSize(2);
            assertThat(deaf.requests).as("the second is not even tried").hasSize(1);
        }
    }

    @Test
    void aWebhookThatWasCorrectedGetsWhatWaitedForTheWrongOne() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox wrong = office.outbox(new Command("true", List.of("stale")), Office.webhook("http://127.0.0.1:1/"));
            wrong.put(Office.notice("k"));
            assertThat(Office.fate(wrong)).isInstanceOf(Delivery.Fate.Waits.class);
            Outbox right = office.outbox(new Command("true", List.of("stale")), webhook(chat));
            assertThat(Office.fate(right)).isEqualTo(new Delivery.Fate.Sent(""));
            assertThat(chat.requests).hasSize(1);
            assertThat(right.waiting()).isEmpty();
        }
    }

    @Test
    void whatWaitsForATargetThatIsGoneIsToldAndThenGivenUp() {
        NoticeTarget gone = new Command("exit 1", List.of());
        office.outbox(gone).put(Office.notice("k"));
        Outbox outbox = office.outbox();
        assertThat(Office.why(Office.fate(outbox))).isEqualTo("waits: the target is no longer in the pipeline");
        office.clock.pass(Duration.ofDays(8));
        assertThat(Office.why(Office.fate(outbox))).isEqualTo("given up: the target is no longer in the pipeline");
        assertThat(outbox.waiting()).isEmpty();
    }

    @Test
    void aDamagedFileIsSetAsideAndTold() throws Exception {
        Outbox outbox = office.outbox(new Command("true", List.of()));
        outbox.put(Office.notice("k"));
        Files.writeString(files("waiting").getFirst(), "{\"notice\": {");
        assertThat(Office.why(Office.fate(outbox)))
                .isEqualTo("given up: the file is damaged; it is kept in "
                        + office.files().resolve("given-up"));
        assertThat(Office.deliver(outbox)).isEmpty();
    }

    @Test
    void aTestIsSentToEverybodyAndKeptNowhere() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox outbox = office.outbox(webhook(chat, "stale"), new Command("echo no >&2; exit 1", List.of()));
            List<Delivery> deliveries =
                    outbox.test(Office.notice("test", "test", "a test", List.of()), new StopSignal());
            assertThat(deliveries.stream().map(one -> one.target() + ": " + Office.why(one.fate())))
                    .containsExactly(
                            "webhook at 127.0.0.1:" + chat.port() + ": sent: ",
                            "command echo no >&2; exit 1: given up: the command ended with exit code 1, saying: no");
            assertThat(outbox.waiting()).isEmpty();
            assertThat(folder.resolve(".slipway")).doesNotExist();
        }
    }

    @Test
    void foreignTextIsCleanedAndBounded() {
        Outbox outbox = office.outbox(new Command("true", List.of()));
        outbox.put(Office.notice(
                "k",
                "degraded",
                "a\u001b]0;title\u0007b\nc\u202ed",
                Stream.iterate(0, i -> i + 1)
                        .limit(5_000)
                        .map(i -> "line\t" + i + "\u001b[2J\u0000")
                        .toList()));
        Notice kept = outbox.waiting().getFirst().notice();
        assertThat(kept.headline()).isEqualTo("ab cd");
        assertThat(kept.lines().get(7)).isEqualTo("line 7");
        assertThat(kept.lines()).hasSize(401).last().isEqualTo("… and more, which the report of the run has");
    }
}
