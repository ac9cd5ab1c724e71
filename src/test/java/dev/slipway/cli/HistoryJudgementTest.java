package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is judged of forty nights, from their journals to the words on the screen. */
class HistoryJudgementTest {
    private static final Set<Integer> BAD = Set.of(6, 13, 15, 22, 31);
    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    private void fortyNights() throws IOException {
        ApiRuns runs = ApiRuns.in(folder);
        for (int night = 0; night < 40; night++) {
            runs.run("nightly", night, BAD.contains(night) ? ApiRuns.NO_ANSWER : null, "1.26.4");
        }
    }

    @Test
    void theFlakyCheckIsToldAndTheOthersOnlyWhenAskedFor() throws IOException {
        fortyNights();

        assertThat(slipway("history", "flaky")).as("%s", shell).isZero();
        assertThat(shell.out())
                .isEqualTo(
                        """
                        stack
                          flaky   api/full: http /health failed 5 of 40 times, and changed its mind again 9 of 39 times with the same inputs (at least 13 %)
                        """);
        assertThat(slipway("history", "flaky", "-o", "json")).isZero();
        JsonNode told = new ObjectMapper().readTree(shell.out());
        assertThat(told.at("/steps/0/state").asText()).isEqualTo("flaky");
        assertThat(slipway("history", "flaky", "-p", "other")).isZero();
        assertThat(shell.err()).contains("no run of 'other' since then is remembered");
    }

    @Test
    void growthIsToldWithItsNight() throws IOException {
        fortyNights();

        assertThat(slipway("history", "trends")).as("%s", shell).isZero();
        assertThat(shell.out().lines().filter(line -> line.contains("size")))
                .singleElement()
                .asString()
                .endsWith("  the size of api went from 400 MB to 520 MB (+30 %), first in run 20260101-023025-0019");
        assertThat(slipway("history", "trends", "-o", "json")).isZero();
        assertThat(new ObjectMapper().readTree(shell.out()).path("pipeline").asText())
                .isEqualTo("stack");
    }

    @Test
    void whatBrokeAnImageIsToldFirst() throws IOException {
        ApiRuns runs = ApiRuns.in(folder);
        runs.run("nightly", 0, null, "1.26.4");
        runs.run("nightly", 1, ApiRuns.NUMPY, "2.3.1");

        assertThat(slipway("history", "drift")).as("%s", shell).isZero();
        assertThat(shell.out())
                .contains(
                        "api: the import broke as numpy came in as 2.3.1 (was 1.26.4); the evidence names it, and no file of"
                                + " yours changed\n")
                .contains("    numpy 1.26.4 → 2.3.1 (the evidence names it, and no file of yours changed)\n");
        assertThat(slipway("history", "drift", "api", "--run", "0000")).isZero();
        assertThat(shell.out()).contains("api: nothing to compare it with is remembered");
        assertThat(slipway("history", "drift", "-o", "json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(shell.out())
                        .at("/images/0/suspects/0/what")
                        .asText())
                .isEqualTo("numpy");
        assertThat(slipway("history", "drift", "nobody")).isEqualTo(2);
        assertThat(shell.err()).contains("no run 'latest' with an image 'nobody' is remembered. Maybe look");
    }
}
