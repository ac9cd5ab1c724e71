package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is left out of a search must not have held a match: each answer is held against the expression's own. */
class WitnessesTest {
    private static final List<Clue> CLUES = List.of(
            Clue.of("hull: (?P<what>\\w+) is broken"),
            Clue.of("mast .*(?:torn|bent)+ at \\d+ knots"),
            Clue.of("(?i)anchor.{0,4} LOST"),
            Clue.of("^[a-z]+!$"),
            Clue.of("keel|rud(?:der)?"));

    @Property(tries = 300)
    void findsWhatTheExpressionFinds(@ForAll("logs") List<String> log) {
        List<Line> lines = log.stream().map(text -> Line.of(1, text)).toList();
        Witnesses witnesses = new Witnesses(lines);

        for (Clue clue : CLUES) {
            for (int from = 0; from <= lines.size(); from++) {
                OptionalInt first = fitting(clue, lines, from).findFirst();
                assertThat(witnesses.next(clue, from).map(Witnesses.Sighting::at))
                        .as("%s in %s from %d", clue, log, from)
                        .isEqualTo(first.stream().boxed().findFirst());
            }
            fitting(clue, lines, 0).findFirst().ifPresent(first -> assertThat(witnesses.last(clue, first))
                    .isEqualTo(fitting(clue, lines, 0).max().orElseThrow()));
        }
    }

    private static IntStream fitting(Clue clue, List<Line> lines, int from) {
        return IntStream.range(from, lines.size())
                .filter(at -> clue.pattern().matcher(lines.get(at).text()).find()
                        || clue.pattern()
                                .matcher(Foreword.behind(lines.get(at).text()))
                                .find());
    }

    @Provide
    Arbitrary<List<String>> logs() {
        Arbitrary<String> words = Arbitraries.of(
                "hull",
                ": ",
                "deck",
                " is broken",
                "mast ",
                "torn",
                " at ",
                "12",
                " knots",
                "anchor",
                "ANCHOR",
                " lost",
                "keel",
                "rud",
                "der",
                "!",
                " ",
                "\u2501");
        return words.list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(8);
    }
}
