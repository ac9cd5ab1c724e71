package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.journal.Golden;
import dev.slipway.journal.Runs;
import dev.slipway.journal.Script;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs as each display tells them, a tick after every second that passes in the story. */
class TranscriptTest {
    @ParameterizedTest
    @CsvSource({
        "PLAIN, degraded",
        "PLAIN, failed",
        "PLAIN, interrupted",
        "JSON, degraded",
        "JSON, interrupted",
        "QUIET, degraded",
        "QUIET, failed",
        "QUIET, interrupted",
    })
    void isAsItWasAgreed(OutputMode mode, String run) {
        Map<String, String> bare = Map.of("NO_COLOR", "1");
        Golden.check(
                "console/%s.%s.txt".formatted(run, lower(mode)), told(mode, events(run), bare, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, degraded", "PLAIN, failed"})
    void hasAnAsciiTwin(OutputMode mode, String run) {
        String text = told(mode, events(run), Map.of(), StandardCharsets.US_ASCII);
        Golden.check("console/%s.%s.ascii.txt".formatted(run, lower(mode)), text);
        assertThat(text).matches("[\\x20-\\x7e\\n]*");
    }

    @ParameterizedTest
    @CsvSource({"dev, ✓ BUILT in 0.0s: 1 of 1 image built", "build, ✓ PROVEN in 0.0s: 1 of 1 image proven"})
    void whatIsBuiltForWorkIsNotToldAsProven(String command, String verdict) {
        List<RunEvent> events = new Script()
                .run(command, new PlannedImage("api", "build", "never built", List.of("_dev"), List.of()))
                .image("api", "never built")
                .imageEnds("api", ImageStatus.BUILT, new Result("_dev", "sha256:a0", 24_300_000), "")
                .ends(Verdict.PROVEN, "")
                .events();
        assertThat(told(OutputMode.QUIET, events, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8))
                .contains(verdict);
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "QUIET"})
    void isColouredWhenForced(OutputMode mode) {
        String text = told(mode, Runs.degraded(), Map.of("FORCE_COLOR", "1"), StandardCharsets.UTF_8);
        assertThat(text).contains("\u001b[1;33m▲ DEGRADED\u001b[0m");
        assertThat(text.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n"))
                .isEqualTo(told(mode, Runs.degraded(), Map.of(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "QUIET", "TTY"})
    void letsNoForeignEscapeThrough(OutputMode mode) {
        String build = "image/a/v#1/build";
        String evil = "\u001b]0;owned\u0007\u001b[2Jevil\u202e\u0000";
        List<RunEvent> events = HostileRun.events(build, evil);
        String text = told(mode, events, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8);
        assertThat(text).contains("evil").doesNotContain("\u001b]", "\u001b[2J", "\u0007", "\u202e", "\u0000");
    }

    /** A story that was cut, doubled or mixed up is told badly, but it is told. */
    @Property(tries = 300)
    void takesAnyStory(@ForAll @IntRange(max = 3) int mode, @ForAll long seed) {
        List<RunEvent> events = new ArrayList<>(Runs.degraded());
        events.addAll(Runs.failed());
        Collections.shuffle(events, new Random(seed));
        List<OutputMode> modes = List.of(OutputMode.TTY, OutputMode.PLAIN, OutputMode.JSON, OutputMode.QUIET);
        assertThat(told(modes.get(mode), events.subList(0, 40), Map.of(), StandardCharsets.UTF_8))
                .isNotNull();
    }

    private static List<RunEvent> events(String run) {
        return switch (run) {
            case "degraded" -> Runs.degraded();
            case "failed" -> Runs.failed();
            case "interrupted" -> Runs.interrupted();
            default -> throw new IllegalArgumentException(run);
        };
    }

    private static String told(
            OutputMode mode, List<RunEvent> events, Map<String, String> environment, Charset encoding) {
        StringWriter text = new StringWriter();
        Display.Place place = new Display.Place(
                new PrintWriter(text),
                new Surroundings(environment, false, encoding),
                () -> Screen.USUAL,
                run -> ".slipway/runs/" + run + "/journal.jsonl");
        try (Display display = Display.create(mode, place)) {
            Instant clock = events.getFirst().at();
            for (RunEvent event : events) {
                while (clock.plusSeconds(1).isBefore(event.at())) {
                    clock = clock.plusSeconds(1);
                    display.tick(clock);
                }
                display.on(event);
            }
        }
        return text.toString();
    }

    private static String lower(OutputMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
