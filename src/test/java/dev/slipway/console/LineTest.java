package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Took;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
    private static final Look COLOURED = new Look(true, true);

    @ParameterizedTest
    @CsvSource({"abc, 3", "日本, 4", "🚢, 2", "é, 1", "e\u0301, 1", "❤\ufe0f, 2", "'', 0"})
    void measuresWhatATerminalShows(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
    }

    @Test
    void cutsBetweenCharactersAndSaysSo() {
        Line line = Line.of(Tone.BAD, "日本語").with(" text");
        assertThat(line.fit(11, COLOURED)).isSameAs(line);
        assertThat(line.fit(6, Look.BARE).print(Look.BARE)).isEqualTo("日本~");
        assertThat(line.fit(5, new Look(false, true)).print(Look.BARE)).isEqualTo("日本…");
        assertThat(line.fit(0, COLOURED)).isEqualTo(Line.EMPTY);
    }

    @Test
    void paintsOnlyWithColour() {
        Line line = Line.of(Tone.GOOD, "ok").with(" ").with(Tone.PLAIN, "\u001b[31mevil");
        assertThat(line.print(COLOURED)).isEqualTo("\u001b[32mok\u001b[0m evil");
        assertThat(line.print(Look.BARE)).isEqualTo("ok evil");
    }

    @Test
    void wrapsBetweenWords() {
        assertThat(Columns.wrap("the quick  brown fox", 10)).containsExactly("the quick", "brown fox");
        assertThat(Columns.wrap("averyveryverylongword x", 8)).containsExactly("averyver", "yverylon", "gword x");
        assertThat(Columns.wrap("", 8)).containsExactly("");
        assertThat(Columns.wrap("日本語日本語", 5)).containsExactly("日本", "語日", "本語");
    }

    @Test
    void wrapsTonedTextAndLeavesLongWordsWhole() {
        Line line = Line.of(Tone.STRONG, "worker ").with("falls back to /a/very/long/path now");
        assertThat(line.wrap(14, 2))
                .extracting(piece -> piece.print(COLOURED))
                .containsExactly("\u001b[1mworker \u001b[0mfalls", "  back to", "  /a/very/long/path", "  now");
        assertThat(Line.EMPTY.wrap(10, 2)).containsExactly(Line.EMPTY);
    }

    @Property
    void fitsWhateverTheWidth(@ForAll String first, @ForAll String second, @ForAll @IntRange(max = 60) int width) {
        Line line = Line.of(Tone.STRONG, first).with(second);
        assertThat(line.fit(width, COLOURED).columns()).isLessThanOrEqualTo(width);
        List<String> wrapped = Columns.wrap(Sanitizer.clean(first + second), width);
        assertThat(wrapped)
                .allSatisfy(piece -> assertThat(Columns.of(piece)).isLessThanOrEqualTo(Integer.max(2, width)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0s",
        "40, 0.0s",
        "380, 0.4s",
        "9949, 9.9s",
        "9950, 10s",
        "59499, 59s",
        "59500, 1m 00s",
        "65000, 1m 05s",
        "3599499, 59m 59s",
        "3600000, 1h 00m",
        "3720000, 1h 02m",
        "-5, 0.0s"
    })
    void saysDurationsAsPeopleDo(long millis, String text) {
        assertThat(Took.print(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
