package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildLogTest {
    private static final String NOISE = "all is quiet on deck\n";

    @Test
    void readsWhatWindowsWrites() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            assertThat(read("\uFEFFone\r\ntwo".getBytes(charset)))
                    .extracting(
                            BuildLog.Raw::number,
                            line -> Cleaner.clean(line.text()).get(0).text())
                    .containsExactly(tuple(1, "one"), tuple(2, "two"));
        }
    }

    @Test
    void keepsTheTellingLineInTheMiddleOfALongLog() throws IOException {
        String log = NOISE.repeat(50_000) + "sh: 1: poetry: not found\n" + NOISE.repeat(50_000);

        assertThat(read(log.getBytes(StandardCharsets.UTF_8)))
                .hasSizeLessThan(12_000)
                .anyMatch(line -> line.number() == 50_001 && line.text().contains("poetry"));
    }

    @Test
    void keepsBeginningAndEndOfALineWithoutEnd() throws IOException {
        String line = "begin" + "x".repeat(3_000_000) + "end";

        assertThat(read(line.getBytes(StandardCharsets.UTF_8))).singleElement().satisfies(kept -> assertThat(
                        kept.text())
                .startsWith("begin")
                .endsWith("end")
                .hasSizeLessThanOrEqualTo(LineBytes.LONGEST));
    }

    private static List<BuildLog.Raw> read(byte[] bytes) throws IOException {
        return BuildLog.read(new ByteArrayInputStream(bytes)).lines();
    }
}
