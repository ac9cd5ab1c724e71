package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.SecretValue;
import dev.slipway.model.NoticeTarget.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of this machine, really run. */
class CommandTest {
    private final Path folder;
    private final Office office;

    CommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.office = new Office(folder);
    }

    private String told(String line) {
        return told(line, Office.notice("k1"));
    }

    private String told(String line, Notice notice) {
        Outbox outbox = office.outbox(new Command(line, List.of()));
        outbox.put(notice);
        return Office.why(Office.fate(outbox));
    }

    @Test
    void itHasTheNoticeOnItsInputAndInItsVariables() throws Exception {
        assertThat(told("cat > told.json; env | grep ^SLIPWAY_NOTICE | sort > told.env"))
                .isEqualTo("sent: ");
        assertThat(new ObjectMapper().readTree(folder.resolve("told.json").toFile()))
                .isEqualTo(NoticeJson.of(Office.notice("k1"), "1.2.3"));
        assertThat(folder.resolve("told.env"))
                .hasContent(
                        """
                        SLIPWAY_NOTICE_AT=2026-03-14T02:30:00Z
                        SLIPWAY_NOTICE_HEADLINE=backend fails: pip cannot find numpy 3
                        SLIPWAY_NOTICE_KEY=k1
                        SLIPWAY_NOTICE_KIND=new-failure
                        SLIPWAY_NOTICE_PIPELINE=demo
                        SLIPWAY_NOTICE_RUN=20260314-023000-abcd
                        SLIPWAY_NOTICE_SUBJECT=backend""");
    }

    @Test
    void anExitCodeIsToldWithTheEndOfWhatItSaid() {
        assertThat(told("seq 1000; printf '\\033[31mno pager\\n' >&2; exit 3"))
                .isEqualTo("waits: the command ended with exit code 3, saying: no pager");
    }

    @Test
    void withoutAnErrorStreamTheEndOfItsOutputIsTold() {
        assertThat(told("seq 1000; exit 3"))
                .startsWith("waits: the command ended with exit code 3, saying: …")
                .endsWith(" 999 1000");
    }

    @Test
    void oneThatHangsTakesNoLongerThanItMay() {
        office.impatient();
        assertThat(told("exec tail -f /dev/null")).startsWith("waits: the command: it was stopped after ");
    }

    @Test
    void oneThatReadsNothingHoldsNobodyUp() {
        office.impatient();
        assertThat(told(
                        "exec tail -f /dev/null",
                        Office.notice("k", "degraded", "h", Collections.nCopies(10_000, "\"\\ü✗\"".repeat(100)))))
                .startsWith("waits: the command: it was stopped after ");
    }

    @Test
    void whatTheEnvironmentPutInIsShownNowhere() throws Exception {
        Command command = new Command(
                "echo T0KEN-of-mine >&2; exit 1", "echo ${PAGER} >&2; exit 1", List.of("T0KEN-of-mine"), List.of());
        Outbox outbox = office.outbox(command);
        assertThat(outbox.targets()).containsExactly("command echo ${PAGER} >&2; exit 1");
        outbox.put(Office.notice("k1"));
        Delivery delivery = Office.deliver(outbox).getFirst();
        assertThat(delivery.target()).isEqualTo("command echo ${PAGER} >&2; exit 1");
        assertThat(Office.why(delivery.fate())).isEqualTo("waits: the command ended with exit code 1, saying: ***");
        Waiting kept = outbox.waiting().getFirst();
        assertThat(kept.label()).isEqualTo("command echo ${PAGER} >&2; exit 1");
        assertThat(office.files().resolve("waiting"))
                .isDirectoryContaining(file -> file.toString().contains(kept.target()));
        try (Stream<Path> files = Files.list(office.files().resolve("waiting"))) {
            for (Path file : files.toList()) {
                assertThat(file).content().doesNotContain("T0KEN");
            }
        }
    }

    @Test
    void anotherTokenIsNoOtherRecipient() {
        Command before = new Command("page one-token", "page ${PAGER}", List.of("one-token"), List.of());
        Command after = new Command("page two-token", "page ${PAGER}", List.of("two-token"), List.of());
        assertThat(Recipient.of(List.of(before)).getFirst().id())
                .isEqualTo(Recipient.of(List.of(after)).getFirst().id());
    }

    @Test
    void aSecretOfTheRunIsShownInNothingThatItIsGivenAndNothingThatItSays() throws Exception {
        office.mask().add(new SecretValue("hunter2-is-secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(told(
                        "cat > told.json; echo hunter2-is-secret >&2; exit 1",
                        Office.notice(
                                "k", "degraded", "a hunter2-is-secret", List.of("x hunter2-\u001b[1mis-secret y"))))
                .isEqualTo("waits: the command ended with exit code 1, saying: ***");
        assertThat(Files.readString(folder.resolve("told.json")))
                .doesNotContain("hunter2")
                .contains("\"headline\":\"a ***\"", "\"lines\":[\"x *** y\"]");
    }
}
