package dev.slipway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private final Path folder;

    JournalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void isAsItWasAgreed() throws IOException {
        write(Runs.degraded());
        Golden.check("journal/degraded.jsonl", Files.readString(journal()));
    }

    @Test
    void tellsWhatWasWrittenExceptWhatStepsPrint() {
        write(Runs.degraded());
        List<RunEvent> told = new ArrayList<>();
        JournalReader.Reading reading = JournalReader.tell(journal(), told::add);
        List<RunEvent> kept = Runs.degraded().stream()
                .filter(event -> !(event instanceof RunEvent.StepPrinted || event instanceof RunEvent.StepProgressed))
                .toList();
        assertThat(told).isEqualTo(kept);
        assertThat(reading).isEqualTo(new JournalReader.Reading(kept.size(), 0, 0));
        assertThat(JournalReader.story(journal())).isEqualTo(RunStory.of(Runs.degraded()));
    }

    @Test
    void survivesBeingCutAnywhereInItsLastLines() throws IOException {
        write(Runs.interrupted());
        byte[] whole = Files.readAllBytes(journal());
        for (int length = whole.length - 700; length <= whole.length; length++) {
            Path cut = folder.resolve("cut.jsonl");
            Files.write(cut, Arrays.copyOf(whole, length));
            JournalReader.Reading reading = JournalReader.tell(cut, event -> {});
            long lines =
                    new String(whole, 0, length, StandardCharsets.UTF_8).lines().count();
            assertThat(reading.unknown()).as("first %d bytes", length).isZero();
            assertThat(reading.told() + reading.torn())
                    .as("first %d bytes", length)
                    .isEqualTo((int) lines);
            assertThat(reading.torn()).as("first %d bytes", length).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void passesOverWhatALaterVersionWrote() throws IOException {
        Files.writeString(
                journal(),
                """
                {"event":"image-admired","at":"2026-03-04T02:30:00Z","span":"run","by":"everybody"}
                {"event":"noticed","at":"2026-03-04T02:30:00Z","span":"run","level":"info","text":"hello","mood":{"a":1}}
                {"event":"noticed","at":"2026-03-04T02:30:00Z","span":"run","level":"deafening","text":"hello"}
                {"event":"noticed","at":"2026-03-04T02:30:00Z","span":"run","level":"info"}
                {"event":"step-ended","at":"yesterday","span":"x","tookMs":1,"status":"passed","detail":"","facts":{}}
                {"event":"step-ended","at":"2026-03-04T02:30:00Z","span":"x","tookMs":"1","status":"passed","detail":"","facts":{}}
                {"event":7}
                {}
                []
                99999999999999999999
                {"event":"noti
                """);
        List<RunEvent> told = new ArrayList<>();
        JournalReader.Reading reading = JournalReader.tell(journal(), told::add);
        assertThat(told).hasSize(1);
        assertThat(reading).isEqualTo(new JournalReader.Reading(1, 9, 1));
    }

    @Test
    void doesNotGlueToATornLine() throws IOException {
        Files.writeString(journal(), "{\"event\":\"notic");
        write(Runs.interrupted());
        assertThat(JournalReader.tell(journal(), event -> {}).torn()).isOne();
        assertThat(JournalReader.story(journal())).isEqualTo(RunStory.of(Runs.interrupted()));
    }

    @Test
    void isReadableWhileItIsWritten() throws IOException {
        try (JournalWriter writer = JournalWriter.open(journal())) {
            int told = 0;
            for (RunEvent event : Runs.failed()) {
                writer.on(event);
                told += event instanceof RunEvent.StepPrinted || event instanceof RunEvent.StepProgressed ? 0 : 1;
                assertThat(JournalReader.tell(journal(), heard -> {}).told()).isEqualTo(told);
            }
        }
    }

    @Test
    void fallsSilentWhenTheDiskRefuses() throws IOException {
        JournalWriter writer = JournalWriter.open(journal());
        writer.close();
        Runs.interrupted().forEach(writer::on);
        assertThat(writer.failure()).isPresent();
    }

    @Test
    void saysWhichJournalItCouldNotOpen() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "", StandardOpenOption.CREATE);
        assertThatThrownBy(() -> JournalWriter.open(file.resolve("journal.jsonl")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("opening the journal " + file.resolve("journal.jsonl"));
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    private void write(List<RunEvent> events) {
        try (JournalWriter writer = JournalWriter.open(journal())) {
            events.forEach(writer::on);
            assertThat(writer.failure()).isEmpty();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
