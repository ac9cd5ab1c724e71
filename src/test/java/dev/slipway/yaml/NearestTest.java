package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KEYS = List.of("dockerfile", "context", "args", "needs", "fail-after");

    @ParameterizedTest
    @CsvSource({
        "dockerfle, dockerfile", "Dockerfile, dockerfile", "dokcerfile, dockerfile", "contxt, context", "arg, args",
        "need, needs", "fail_after, fail-after", "zebra,", "a,", "documentation,"
    })
    void guesses(String typed, String expected) {
        assertThat(Nearest.to(typed, KEYS).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "ab, ba, 1", "kitten, sitting, 3", "flaw, lawn, 2"})
    void countsChanges(String from, String to, int changes) {
        assertThat(Nearest.distance(from, to)).isEqualTo(changes);
    }
}
