package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no wind",
                "#12 3.456 no wind",
                "3.456 no wind",
                "\u001b[31;1mno wind\u001b[0m",
                "\u001b]0;title\u0007no wind",
                "10%\r50%\rno wind",
                "no wind\r",
                "2026-01-02T03:04:05.678Z no wind",
                "backend-1  | no wind",
                "backend-1  | 2026-01-02 03:04:05 no wind",
                "build\tRun it\t2026-01-02T03:04:05.1234567Z no wind",
                "##[error]no wind",
                "{\"log\":\"no wind\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:05Z\"}",
                "{\"stream\":\"no wind\\n\"}",
            })
    void takesOffWhatToolsPutAround(String raw) {
        assertThat(Cleaner.clean(raw)).containsExactly("no wind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"   15 | #include <sail.h>", "C:\\new\\harbour", "3.14 is not a time"})
    void leavesWhatAProgramSaid(String raw) {
        assertThat(Cleaner.clean(raw)).hasSize(1).allMatch(text -> raw.endsWith(text) && !text.isBlank());
    }

    @Test
    void splitsALogThatWasWrittenAsOneString() {
        assertThat(Cleaner.clean("{\"message\": \"one\\n\\ttwo\\n#5 0.1 three\"}"))
                .isEqualTo(List.of("one", "\ttwo", "three"));
    }

    @Property(tries = 300)
    void neverFailsAndNeverGrows(@ForAll String raw) {
        assertThat(Cleaner.clean(raw)).allMatch(text -> text.length() <= raw.length());
    }
}
