package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauseTest {
    private static Optional<Duration> in(String... lines) {
        List<Line> numbered = IntStream.range(0, lines.length)
                .mapToObj(at -> Line.of(at + 1, lines[at]))
                .toList();
        return Pause.in(numbered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Retry-After: 30                                                   | PT30S
            < retry-after: 120                                                | PT2M
            "retry-after": "7"                                                | PT7S
            toomanyrequests: retry-after: 619.461µs, allowed: 44000/minute    | PT0.000619461S
            toomanyrequests: retry-after: 1.5s, allowed: 44000/minute         | PT1.5S
            toomanyrequests: retry-after: 1m30s, allowed: 44000/minute        | PT1M30S
            toomanyrequests: retry-after: 250ms                               | PT0.25S
            Rate limited. Retrying in 2m                                      | PT2M
            please retry your request after 167 seconds                       | PT2M47S
            Please try again in 1 hour                                        | PT1H
            Please try again in 2 minutes and 5 seconds.                      | PT2M5S
            ratelimit-reset: 55                                               | PT55S
            ratelimit: "api";r=0;t=55                                         | PT55S
            Retry-After: 999999                                               | PT24H
            """)
    void isReadInAllItsForms(String line, Duration asked) {
        assertThat(in(line)).contains(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retrying after the fact",
                "Retry-After is not set",
                "retry 3 of 5",
                "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT",
                "ratelimit-reset: 2026-10-21"
            })
    void whatNamesNoTimeIsNotRead(String line) {
        assertThat(in(line)).isEmpty();
    }

    @Test
    void dateIsHeldAgainstTheAnswersOwn() {
        assertThat(in(
                        "< HTTP/1.1 429 Too Many Requests",
                        "< Date: Wed, 21 Oct 2026 07:27:15 GMT",
                        "< Retry-After: Wed, 21 Oct 2026 07:28:00 GMT"))
                .contains(Duration.ofSeconds(45));
    }

    @Test
    void dateThatHasPassedAsksForNothing() {
        assertThat(in("Retry-After: Wed, 21 Oct 2026 07:28:00 GMT", "Date: Wed, 21 Oct 2026 09:00:00 GMT"))
                .contains(Duration.ZERO);
    }

    @Test
    void theLastRequestCounts() {
        assertThat(in("Retry-After: 5", "and again", "Retry-After: 9", "done")).contains(Duration.ofSeconds(9));
    }
}
