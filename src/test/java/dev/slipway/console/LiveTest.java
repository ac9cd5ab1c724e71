package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.journal.Golden;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.Runs;
import dev.slipway.journal.Script;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.StepKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTest {
    private static final Look SIGNS = new Look(false, true);

    /** Every picture of the run at this width, one after each event. */
    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void drawsEveryMomentAsAgreed(int columns) {
        StringBuilder film = new StringBuilder();
        String last = "";
        for (List<RunEvent> told : prefixes(Runs.degraded())) {
            Instant now = told.getLast().at();
            String picture = picture(told, new Screen(columns, 24), now);
            if (!picture.equals(last)) {
                film.append("-- ").append(told.getLast().span()).append('\n').append(picture);
            }
            last = picture;
        }
        Golden.check("console/degraded.tty." + columns + ".txt", film.toString());
    }

    @Test
    void summarisesWithinTheWidth() {
        StringBuilder all = new StringBuilder();
        for (int columns : new int[] {40, 80, 200}) {
            RunStory story = RunStory.of(Runs.failed());
            List<Line> lines = new Summary(story, "journal.jsonl", columns, SIGNS).lines(image -> true);
            assertThat(lines)
                    .filteredOn(line -> !line.print(SIGNS).matches("  (log|journal) .*"))
                    .allSatisfy(line -> assertThat(line.columns()).isLessThanOrEqualTo(columns));
            all.append("-- ").append(columns).append('\n').append(print(lines));
        }
        Golden.check("console/failed.summary.txt", all.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 24})
    void staysWithinAnyScreen(int rows) {
        for (List<RunEvent> run : List.of(Runs.degraded(), Runs.failed(), crowd())) {
            for (List<RunEvent> told : prefixes(run)) {
                for (int columns : new int[] {1, 2, 10, 40, 80}) {
                    List<Line> lines = lines(
                            told, new Screen(columns, rows), told.getLast().at());
                    assertThat(lines).hasSizeLessThanOrEqualTo(Integer.max(1, rows - 1));
                    assertThat(lines)
                            .allSatisfy(line -> assertThat(line.columns()).isLessThanOrEqualTo(columns));
                }
            }
        }
    }

    @Test
    void givesUpOutputThenFinishedThenWaitingRows() {
        Instant now = crowd().getLast().at().plusSeconds(83);
        String all = "";
        for (int rows : new int[] {24, 12, 10, 7, 5}) {
            all += "-- " + rows + "\n" + picture(crowd(), new Screen(60, rows), now);
        }
        Golden.check("console/crowd.tty.txt", all);
    }

    @Test
    void drawsNothingForARunThatIsOverInAnInstant() {
        StringWriter text = new StringWriter();
        Display display = display(text, new Screen(80, 24));
        Runs.interrupted().forEach(display::on);
        display.close();
        assertThat(text.toString())
                .startsWith("\u001b[1mslipway nightly")
                .doesNotContain("\u001b[?25l", "\u001b[?2026h");
    }

    @Test
    void drawsAtMostTenTimesASecondAndOnlyWhatChanged() {
        StringWriter text = new StringWriter();
        Display display = display(text, new Screen(80, 24));
        List<RunEvent> events = Runs.degraded();
        events.subList(0, 14).forEach(display::on);
        Instant now = events.get(14).at();
        for (int millis = 0; millis < 1000; millis += 10) {
            display.tick(now.plusMillis(millis));
        }
        assertThat(count(text.toString(), "\u001b[?2026h")).isBetween(8, 10);
    }

    @Test
    void leavesTheTerminalAsItWasInTheMiddleOfARun() {
        StringWriter text = new StringWriter();
        Display display = display(text, new Screen(80, 24));
        List<RunEvent> events = Runs.degraded();
        events.subList(0, 20).forEach(display::on);
        display.tick(events.get(20).at());
        int drawn = text.toString().length();
        display.close();
        String last = text.toString().substring(drawn);
        assertThat(last).startsWith("\r\u001b[").endsWith("\u001b[J\u001b[?25h");
        display.close();
        display.tick(events.get(20).at().plusSeconds(9));
        events.subList(20, events.size()).forEach(display::on);
        assertThat(text.toString()).hasSize(drawn + last.length());
        assertThat(count(text.toString(), "\u001b[?25l")).isEqualTo(count(text.toString(), "\u001b[?25h"));
    }

    @Test
    void climbsOverLinesThatANarrowerTerminalBroke() {
        StringWriter text = new StringWriter();
        Region region = new Region(new PrintWriter(text), SIGNS);
        region.draw(List.of(), List.of(Line.of("x".repeat(70)), Line.of("short")), new Screen(80, 24));
        int drawn = text.toString().length();
        region.draw(List.of(), List.of(Line.of("y")), new Screen(40, 24));
        assertThat(text.toString().substring(drawn)).startsWith("\u001b[?2026h\r\u001b[3A");
    }

    private static Display display(StringWriter text, Screen screen) {
        Surroundings terminal = new Surroundings(Map.of(), true, StandardCharsets.UTF_8);
        return Display.create(
                OutputMode.AUTO, new Display.Place(new PrintWriter(text), terminal, () -> screen, run -> ""));
    }

    /** Six finished, five running with output, four waiting; names and output of every width. */
    private static List<RunEvent> crowd() {
        List<PlannedImage> images = new ArrayList<>();
        for (int i = 1; i <= 15; i++) {
            List<String> needs = i > 11 ? List.of("image-7") : List.of();
            images.add(new PlannedImage("image-" + i, "build", "never built", List.of("default"), needs));
        }
        Script script = new Script().run("build", images.toArray(PlannedImage[]::new));
        for (int i = 1; i <= 11; i++) {
            String build = "image/image-" + i + "/default#1/build";
            script.image("image-" + i, "never built")
                    .attempt("image-" + i, "default", 1)
                    .step(build, StepKind.BUILD, "建てる build 🚢 " + "very ".repeat(i) + "long")
                    .prints(build, "出力 " + "output ".repeat(i * 3));
            if (i <= 6) {
                script.imageEnds(
                        "image-" + i, ImageStatus.BUILT, new Result("default", "sha256:a", 5_000_000L * i), "");
            }
        }
        return script.events();
    }

    private static List<List<RunEvent>> prefixes(List<RunEvent> events) {
        List<List<RunEvent>> prefixes = new ArrayList<>();
        for (int told = 1; told <= events.size(); told++) {
            prefixes.add(events.subList(0, told));
        }
        return prefixes;
    }

    private static List<Line> lines(List<RunEvent> told, Screen screen, Instant now) {
        Activity activity = new Activity();
        told.forEach(activity::on);
        return new LiveView(RunStory.of(told), activity, SIGNS, now).lines(screen);
    }

    private static String picture(List<RunEvent> told, Screen screen, Instant now) {
        return print(lines(told, screen, now));
    }

    private static String print(List<Line> lines) {
        return lines.stream().map(line -> line.print(SIGNS) + "\n").collect(Collectors.joining());
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
