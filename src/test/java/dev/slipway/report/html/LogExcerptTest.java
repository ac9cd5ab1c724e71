package dev.slipway.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Quote;
import dev.slipway.report.html.LogExcerpt.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogExcerptTest {
    private static final int BUDGET = 60_000;
    private static final Quote QUOTE = new Quote(5, "error: it broke");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aShortLogIsShownWhole() throws IOException {
        LogExcerpt excerpt =
                LogExcerpt.read(file("build | one\nbuild | error: it broke\nbuild | three\n"), List.of(QUOTE), BUDGET);

        assertThat(excerpt.rows())
                .extracting(Row::text)
                .containsExactly("build | one", "build | error: it broke", "build | three");
        assertThat(excerpt.rows()).extracting(Row::evidence).containsExactly(false, true, false);
        assertThat(excerpt.places()).containsExactly(2L);
        assertThat(excerpt.lines()).isEqualTo(3);
    }

    @Test
    void ofALongLogTheBeginningTheEndAndTheEvidenceAreShownAndTheRestIsCounted() throws IOException {
        LogExcerpt excerpt = LogExcerpt.read(lines(100_000, 40_000), List.of(QUOTE), BUDGET);

        assertThat(excerpt.rows().getFirst().text()).isEqualTo("build | line 1");
        assertThat(excerpt.rows().getLast().text()).isEqualTo("build | line 100000");
        assertThat(excerpt.rows().stream().filter(Row::evidence))
                .extracting(Row::number)
                .containsExactly(40_000L);
        assertThat(numbers(excerpt)).contains(40_000L - LogExcerpt.AROUND, 40_000L + LogExcerpt.AROUND);
        assertThat(excerpt.rows().stream()
                        .mapToLong(row -> row.left() > 0 ? row.left() : 1)
                        .sum())
                .isEqualTo(100_000);
        assertThat(excerpt.rows().stream().mapToInt(Row::cost).sum()).isLessThan(BUDGET + 1_000);
    }

    @Test
    void aQuoteIsFoundAtItsOwnNumberOrLater() throws IOException {
        String text = "error: it broke\n".repeat(3) + "a\nb\nc\nerror: it broke\nerror: it broke\n";

        assertThat(LogExcerpt.read(file(text), List.of(QUOTE), BUDGET).places()).containsExactly(7L);
    }

    @Test
    void whatTheEngineSaidItselfIsInNoLog() throws IOException {
        assertThat(LogExcerpt.read(file("one\n"), List.of(new Quote(0, "no such file")), BUDGET)
                        .places())
                .containsExactly(0L);
    }

    @Test
    void aLineOfAMegabyteAndBytesThatAreNoTextAreShownSafely() throws IOException {
        Path file = folder.resolve("x.log");
        byte[] garbage = {(byte) 0xff, (byte) 0xfe, 'o', 'k', '\n'};
        Files.write(file, garbage);
        Files.writeString(file, "y".repeat(1_000_000) + "\nlast", StandardCharsets.UTF_8, StandardOpenOption.APPEND);

        LogExcerpt excerpt = LogExcerpt.read(file, List.of(), 2_500_000);

        assertThat(excerpt.rows()).hasSize(3);
        assertThat(excerpt.rows().getFirst().text()).isEqualTo("\ufffd\ufffdok");
        assertThat(excerpt.rows().get(1).text()).hasSizeLessThan(Legible.LONGEST + 40);
        assertThat(excerpt.rows().getLast().text()).isEqualTo("last");
    }

    @Test
    void aLogThatIsGoneOrPointsElsewhereIsSaid() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), Path.of("/etc/hostname"));

        assertThat(LogExcerpt.read(folder.resolve("none.log"), List.of(), BUDGET)
                        .why())
                .isEqualTo("there is no such file");
        assertThat(LogExcerpt.read(link, List.of(), BUDGET).rows()).isEmpty();
    }

    private static List<Long> numbers(LogExcerpt excerpt) {
        return excerpt.rows().stream().map(Row::number).toList();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("x.log"), text);
    }

    private Path lines(int count, int broken) throws IOException {
        Path file = folder.resolve("x.log");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int number = 1; number <= count; number++) {
                writer.write(number == broken ? "build | error: it broke\n" : "build | line " + number + "\n");
            }
        }
        return file;
    }
}
