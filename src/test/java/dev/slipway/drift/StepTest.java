package dev.slipway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {
    @ParameterizedTest
    @CsvSource({
        "1.26.4, 2.3.1, MAJOR",
        "2.3.1, 1.26.4, MAJOR",
        "2.2.1, 2.3.0, MINOR",
        "2.2.1, 2.2.2, PATCH",
        "0.4.1, 0.5.0, MAJOR",
        "0.4.1, 0.4.2, PATCH",
        "2024.8.30, 2025.1.1, MINOR",
        "1:9.18.1-2, 1:9.20.1-1, MINOR",
        "1:9.18, 2:9.18, PATCH",
        "v1, v2, MAJOR",
        "'', 1, CAME",
        "1, '', WENT",
        "a, b, PATCH",
    })
    void versionsAreAsFarApartAsTheirAuthorsMeant(String before, String now, Step expected) {
        assertThat(Step.between(before, now)).isEqualTo(expected);
    }
}
