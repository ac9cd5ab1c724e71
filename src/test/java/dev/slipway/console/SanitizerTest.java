package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitizerTest {
    private static final String ESC = "\u001b";

    @ParameterizedTest
    @CsvSource({
        "'plain text', 'plain text'",
        "'日本語 🚢 café', '日本語 🚢 café'",
        "'\u001b[31mred\u001b[0m', 'red'",
        "'a\u001b[2J\u001b[Hb', 'ab'",
        "'\u001b]0;owned\u0007title', 'title'",
        "'\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'",
        "'\u001bP1$r\u001b\\after', 'after'",
        "'\u001b(0box', 'box'",
        "'\u001bcreset', 'reset'",
        "'\u001b', ''",
        "'\u001b[', ''",
        "'\u001b[38;5;1', ''",
        "'a\u009b31mb', 'ab'",
        "'a\u009dtitle\u009cb', 'ab'",
        "'bell\u0007 back\b', 'bell\ufffd back\ufffd'",
        "'nul\u0000del\u007f', 'nul\ufffddel\ufffd'",
        "'tab\tstop', 'tab    stop'",
        "'user\u202enimda\u202c', 'user\ufffdnimda\ufffd'",
        "'\u2066iso\u2069', '\ufffdiso\ufffd'",
        "'zero\u200bwidth\ufeff', 'zerowidth'",
        "'line\u2028break\u0085', 'line break '",
        "' 10%\r 50%\r100%\r', '100%'",
        "'##[group]x ##vso[task]y', '## [group]x ## vso[task]y'",
        "'### a heading', '### a heading'",
        "'  ::error::boo', '  : :error::boo'",
        "'std::string a::b', 'std::string a::b'",
    })
    void leavesOnlyWhatCanBeRead(String hostile, String shown) {
        assertThat(Sanitizer.clean(hostile)).isEqualTo(shown);
    }

    @Test
    void limitsLengthAndStackedMarks() {
        assertThat(Sanitizer.clean("x".repeat(1_000_000)))
                .isEqualTo("x".repeat(2_000) + " (and 998000 more characters)");
        assertThat(Sanitizer.clean("z" + "\u0301".repeat(500))).isEqualTo("z" + "\u0301".repeat(4));
        assertThat(Sanitizer.clean("\ud83d")).isEqualTo("\ufffd");
    }

    @Property
    void nothingThatControlsATerminalIsLeft(@ForAll String text, @ForAll String more) {
        String clean = Sanitizer.clean(text + ESC + more);
        assertThat(clean.chars()).noneMatch(letter -> letter < 0x20 || (letter >= 0x7f && letter <= 0x9f));
        assertThat(clean).doesNotContain("\u202e", "\u2066", "\u2028");
        assertThat(clean.length()).isLessThan(2_100);
        assertThat(Sanitizer.clean(clean)).isEqualTo(clean);
    }
}
