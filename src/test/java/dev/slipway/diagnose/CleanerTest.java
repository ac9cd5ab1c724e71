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
                "\u0000no\u0008 wind\u007f\uFEFF\u001f",
                "2026-01-02T03:04:05.678Z no wind",
                "backend-1  | no wind",
                "backend-1  | 2026-01-02 03:04:05 no wind",
                "build\tRun it\t2026-01-02T03:04:05.1234567Z no wind",
                "##[error]no wind",
                "{\"log\":\"no wind\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:05Z\"}",
                "{\"stream\":\"no wind\\n\"}",
                "{\"level\":\"info\",\"ts\":1.5,\"msg\":\"no wind\"}",
                "api.1.x3k@node1    | no wind",
                " => => # no wind",
                "#12 3.456 no wind\r\r",
                "50%\r        \rno wind\r    \r",
                "2026-01-02T03:04:05.678901Z 01O no wind",
                "2026-01-02T03:04:05.678901234Z stderr F no wind",
                "section_start:1700000000:step_script\r\u001b[0Kno wind",
                "[10:11:12] no wind",
                "::error file=a.yaml,line=3::no wind",
                "INFO[0012] no wind",
                "[pod/api-7d9/api] no wind",
                "Jan  2 03:04:05 host docker[123]: no wind",
                "[2026-01-02T03:04:05.678Z] #9 1.25 no wind",
                "\u001b[1A\u001b[2K#12 3.456 no wind",
            })
    void takesOffWhatToolsPutAround(String raw) {
        assertThat(texts(raw)).containsExactly("no wind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"   15 | #include <sail.h>", "C:\\new\\harbour", "3.14 is not a time"})
    void leavesWhatAProgramSaid(String raw) {
        assertThat(texts(raw)).hasSize(1).allMatch(text -> raw.endsWith(text) && !text.isBlank());
    }

    @Test
    void splitsALogThatWasWrittenAsOneString() {
        assertThat(texts("{\"message\": \"one\\n\\ttwo\\n#5 0.1 three\"}")).isEqualTo(List.of("one", "\ttwo", "three"));
    }

    @Property(tries = 300)
    void neverFailsAndNeverGrows(@ForAll String raw) {
        assertThat(texts(raw)).allMatch(text -> text.length() <= raw.length());
    }

    private static List<String> texts(String raw) {
        return Cleaner.clean(raw).stream().map(Cleaner.Cleaned::text).toList();
    }
}
