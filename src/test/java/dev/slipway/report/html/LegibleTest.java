package dev.slipway.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegibleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31mred\u001b[0m",
                "\u001b]0;a title\u0007red",
                "\u001b]8;;http://evil.example\u001b\\red",
                "\u009b1mred",
                "\u001bPdevice\u001b\\red",
                "\u001b(Bred",
                "10 %\r50 %\rred",
                "re\u200bd"
            })
    void whatATerminalWouldDoIsTakenAway(String line) {
        assertThat(Legible.line(line)).isEqualTo("red");
    }

    @ParameterizedTest
    @CsvSource({"0x202e", "0x2066", "0x200f", "0x0000", "0x0007", "0x008f", "0xd800"})
    void whatHidesOrTurnsAroundIsShownAsSuch(String point) {
        String line = "a" + (char) Integer.decode(point).intValue() + "b";

        assertThat(Legible.line(line)).isEqualTo("a\ufffdb");
    }

    @Test
    void peoplesWritingStays() {
        String line = "größe 😀👨\u200d👩\u200d👧 日本語 العربية";

        assertThat(Legible.line(line)).isEqualTo(line);
    }

    @Test
    void aPileOfMarksIsNoTallerThanALine() {
        assertThat(Legible.line("e" + "\u0301".repeat(500))).hasSize(5);
    }

    @Test
    void nobodyReadsSoFar() {
        assertThat(Legible.line("x".repeat(1_000_000)))
                .hasSizeLessThan(Legible.LONGEST + 40)
                .endsWith("(cut: it is longer)");
    }

    @Test
    void aTextKeepsItsLines() {
        assertThat(Legible.text("one\ntwo\u0007")).isEqualTo("one\ntwo\ufffd");
    }
}
