package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.console.SinceGood.Told;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What drifted, on terminals of any width and on none. */
class SinceGoodTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final String RUN = "20261121-044512-3fa9";
    private static final Told NUMPY = numpy("");

    private static Told numpy(String elsewhere) {
        return new Told(
                "backend",
                RUN,
                "the import broke as numpy came in as 2.3.1 (was 1.26.4); the evidence names it, and nothing in your files"
                        + " pins it",
                DAY,
                elsewhere);
    }

    private static String told(OutputMode mode, Told told, int columns, Charset encoding) {
        StringWriter out = new StringWriter();
        Surroundings surroundings = new Surroundings(Map.of("NO_COLOR", "1"), mode == OutputMode.TTY, encoding);
        SinceGood.print(
                List.of(told),
                mode,
                new Display.Place(new PrintWriter(out), surroundings, () -> new Screen(columns, 24), run -> ""));
        return out.toString();
    }

    @Test
    void standsBelowTheSummaryInItsMargins() {
        assertThat(told(OutputMode.TTY, NUMPY, 80, StandardCharsets.UTF_8))
                .isEqualTo(
                        """

                          drift    backend: the import broke as numpy came in as 2.3.1 (was 1.26.4); the
                                   evidence names it, and nothing in your files pins it
                          more     slipway history drift backend --run 20261121-044512-3fa9
                                   last good on 2026-11-20
                        """);
    }

    @Test
    void whenItWasGoodStandsBesideTheCommandWhereThereIsRoom() {
        assertThat(told(OutputMode.TTY, NUMPY, 100, StandardCharsets.UTF_8))
                .endsWith(
                        "\n  more     slipway history drift backend --run 20261121-044512-3fa9  last good on 2026-11-20\n");
    }

    @Test
    void anotherHomesRunIsNotTakenForOnesOwn() {
        Told shared = numpy("ci-7:/builds/shop/.slipway");
        assertThat(told(OutputMode.TTY, shared, 80, StandardCharsets.UTF_8))
                .endsWith("\n           last good on 2026-11-20 in another home, ci-7:/builds/shop/.slipway\n");
        assertThat(told(OutputMode.PLAIN, shared, 80, StandardCharsets.UTF_8))
                .hasLineCount(3)
                .endsWith("  last good on 2026-11-20 in another home, ci-7:/builds/shop/.slipway\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 120, 200})
    void isFourLinesAtMostAndNoWiderThanTheTerminal(int columns) {
        List<String> lines = Arrays.asList(
                told(OutputMode.TTY, NUMPY, columns, StandardCharsets.UTF_8).split("\n", -1));
        assertThat(lines.subList(1, lines.size() - 1))
                .hasSizeLessThanOrEqualTo(4)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Integer.min(columns, 120)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "QUIET"})
    void isNotBrokenWhereNobodyLooksAtATerminal(OutputMode mode) {
        assertThat(told(mode, NUMPY, 80, StandardCharsets.US_ASCII))
                .hasLineCount(3)
                .contains("backend: " + NUMPY.sentence() + "\n")
                .contains("  more     slipway history drift backend --run " + RUN + "  last good on 2026-11-20\n");
    }

    @Test
    void letsNoForeignEscapeThrough() {
        Told evil = new Told("api", RUN, "pkg\u001b]0;owned\u0007\u202e came\nin", DAY, "ci\u001b[31m\n:/builds");
        assertThat(told(OutputMode.PLAIN, evil, 80, StandardCharsets.UTF_8))
                .doesNotContain("\u001b", "\u0007", "\u202e")
                .hasLineCount(3);
    }

    @Test
    void nothingIsNothing() {
        StringWriter out = new StringWriter();
        Surroundings surroundings = new Surroundings(Map.of(), false, StandardCharsets.UTF_8);
        SinceGood.print(
                List.of(),
                OutputMode.PLAIN,
                new Display.Place(new PrintWriter(out), surroundings, () -> Screen.USUAL, run -> ""));
        assertThat(out.toString()).isEmpty();
    }
}
