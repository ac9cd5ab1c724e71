package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several who send from one folder. */
class TwoProcessesTest {
    private static final int NOTICES = 30;

    private final Path folder;
    private final Office office;

    TwoProcessesTest(@TempDir Path folder) {
        this.folder = folder;
        this.office = new Office(folder);
    }

    @Test
    void whatTwoProcessesSendAtOnceArrivesOnce() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox outbox = office.outbox(Office.webhook(chat.url("/")));
            IntStream.range(0, NOTICES).forEach(i -> outbox.put(Office.notice("k" + i)));
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                processes.add(begin(chat.url("/")));
            }
            for (Process process : processes) {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(said).isZero();
            }
            assertThat(chat.requests.stream().map(Chat.Request::body).distinct())
                    .hasSize(NOTICES);
            assertThat(chat.requests).hasSize(NOTICES);
            assertThat(outbox.waiting()).isEmpty();
        }
    }

    private Process begin(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Deliverer.class.getName(),
                        folder.toString(),
                        url)
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void whatThreadsSendAtOnceArrivesOnce() throws Exception {
        try (Chat chat = Chat.open()) {
            Outbox outbox = office.outbox(Office.webhook(chat.url("/")));
            IntStream.range(0, NOTICES).forEach(i -> outbox.put(Office.notice("k" + i)));
            List<Thread> threads = IntStream.range(0, 3)
                    .mapToObj(i -> Thread.ofVirtual()
                            .start(() -> Office.deliver(office.outbox(Office.webhook(chat.url("/"))))))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(chat.requests).hasSize(NOTICES);
        }
    }

    @Test
    void whoFindsAnotherAtWorkForTooLongLeavesItToHim() throws Exception {
        try (Chat chat = Chat.open()) {
            chat.hang();
            Outbox outbox = office.outbox(Office.webhook(chat.url("/")));
            outbox.put(Office.notice("k"));
            Process other = begin(chat.url("/"));
            await().atMost(Duration.ofMinutes(2)).until(() -> !chat.requests.isEmpty());
            assertThat(Office.why(Office.fate(office.impatient().outbox(Office.webhook(chat.url("/"))))))
                    .isEqualTo("waits: somebody else is sending");
            other.destroyForcibly().waitFor();
            assertThat(Office.fate(outbox)).as("the lock ended with its holder").isEqualTo(new Delivery.Fate.Sent(""));
        }
    }
}
