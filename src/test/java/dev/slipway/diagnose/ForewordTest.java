package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForewordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "E: no mast",
                "    E: no mast",
                "2026-01-02 03:04:05,678 hoist.py:12 ERROR E: no mast",
                "[2026-01-02 03:04:05 +0000] [17] E: no mast",
                "[error] 2026/01/02 03:04:05 E: no mast",
                "[rigging.errors.HoistError]:     E: no mast",
                "ERROR - E: no mast",
                "shipyard: E: no mast",
                "@harbour/web:build: E: no mast",
                "#7 12.34 E: no mast",
                "➤ E: no mast",
            })
    void isTakenOff(String line) {
        assertThat(Clue.of("^E: no (?P<what>\\w+)$").in(Line.of(1, line)).orElseThrow())
                .containsEntry("what", "mast");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warning: E: no mast",
                "[WARN] E: no mast",
                "2026-01-02 03:04:05,678 WARNING E: no mast",
                "if you read E: no mast",
            })
    void isNoWarningAndNoSentence(String line) {
        assertThat(Clue.of("^E: no mast").fits(Line.of(1, line))).isFalse();
    }

    @Test
    void isTheWholeForWhatNeverBegins() {
        assertThat(Clue.of("[^a]mast").fits(Line.of(1, "ERROR mast"))).isTrue();
        assertThat(Foreword.behind("mast")).isEqualTo("mast");
    }
}
