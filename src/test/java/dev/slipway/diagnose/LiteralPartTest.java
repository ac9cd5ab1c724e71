package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralPartTest {
    @ParameterizedTest
    @CsvSource({
        "'no space left', 'no space left'",
        "'^E: Unable to (?:find|locate) it', 'E: Unable to '",
        "'colou?r of sails', 'r of sails'",
        "'a|b', 'a|b'",
        "'hull|.*', ''",
        "'x(?:mast|keel)+y', 'mast|keel'",
        "'x{2,3}yz', 'yz'",
        "'[|(]deck', 'deck'",
        "'[^\\]x]+mast', 'mast'",
        "'[]x]+mast', 'mast'",
        "'\\d+\\.so\\.1', '.so.1'",
        "'(?P<a>b(c|d))ef', 'ef'",
        "'(?P<a>hull (?:and mast)) x', 'and mast'",
        "'(?:hull)?mast', 'mast'",
        "'(?i:hull) at', ' at'",
    })
    void isWhatEveryMatchMustHold(String expression, String literal) {
        assertThat(String.join("|", LiteralPart.anyOf(expression))).isEqualTo(literal);
    }

    @Test
    void isSeveralWhereTheExpressionHasGaps() {
        assertThat(LiteralPart.allOf("sail \\d+ of (?:hull|keel)s?.*torn"))
                .containsExactly(List.of("sail "), List.of(" of "), List.of("hull", "keel"), List.of("torn"));
    }

    /** The short cut must never hide what the expression itself would find. */
    @Test
    void hidesNoMatchInAnySample() {
        List<Clue> clues = RuleBook.bundled().rules().stream()
                .flatMap(rule -> Stream.of(
                        rule.marks().any(),
                        rule.marks().requires(),
                        rule.marks().excludes(),
                        rule.marks().healedBy()))
                .flatMap(List::stream)
                .toList();
        for (Sample sample : Sample.all()) {
            for (Line line : Transcript.of(
                            sample.evidence().message(),
                            BuildLog.of(sample.lines()),
                            RuleBook.bundled().harmless())
                    .lines()) {
                for (Clue clue : clues) {
                    Matcher matcher = clue.pattern().matcher(line.text());
                    if (matcher.find()) {
                        assertThat(clue.literals()).anyMatch(literal -> line.text()
                                .toLowerCase(Locale.ROOT)
                                .contains(literal.toLowerCase(Locale.ROOT)));
                        assertThat(clue.fits(line))
                                .as("%s in %s", clue, line.text())
                                .isTrue();
                    }
                }
            }
        }
    }
}
