package dev.slipway.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.Golden;
import dev.slipway.journal.Script;
import dev.slipway.report.Declared;
import dev.slipway.report.Reports;
import dev.slipway.report.RunReport;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.StepStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {
    private static String text(String run) {
        return new MarkdownReport(Reports.named(run), Reports.DECLARED).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"degraded", "failed", "interrupted", "cut-off", "at-work", "placed"})
    void isAsItWasAgreed(String run) {
        Golden.check("report/markdown/" + run + ".md", text(run));
    }

    @Test
    void aDriftFromAnotherHomesRunTellsWhose() {
        RunReport known = Reports.named("degraded");
        RunReport compared = new RunReport(
                known.run(),
                known.story(),
                known.folder(),
                known.root(),
                false,
                List.of(Reports.elsewhere("build-7:/srv/shop/.slipway")));
        assertThat(new MarkdownReport(compared, Reports.DECLARED).text())
                .contains("` of another home (`build-7:/srv/shop/.slipway`), as none is known here, at ");
    }

    @Test
    void hostileTextHasNoPower() {
        String text = text("hostile");
        Golden.check("report/markdown/hostile.md", text);
        assertThat(text).doesNotContain("\u001b", "\u202e", "\u0000", "\n::", "\n# ");
    }

    @Test
    void codeIsClosedByMoreTicksThanItHolds() {
        assertThat(Escapes.code("a ``b`` c")).isEqualTo("```a ``b`` c```");
        assertThat(Escapes.code("`")).isEqualTo("`` ` ``");
        assertThat(Escapes.block("a\n````\nb")).isEqualTo("`````text\na\n````\nb\n`````\n");
    }

    @Test
    void textIsNeitherMarkupNorACall() {
        assertThat(Escapes.text("a | <b> *c* @team [l](u)")).isEqualTo("a \\| \\<b\\> \\*c\\* @\u200bteam \\[l\\](u)");
        assertThat(Escapes.text("- a")).isEqualTo("\u200b- a");
        assertThat(Escapes.text("1. a :smile: b:c")).isEqualTo("\u200b1. a \\:smile: b:c");
    }

    @Test
    void staysWithinWhatAPageTakes() {
        List<Quote> quotes = IntStream.range(1, 100)
                .mapToObj(line -> new Quote(line, "Überlänge ".repeat(100)))
                .toList();
        Diagnosis why = new Diagnosis("c", Nature.UNKNOWN, "none", quotes, "x".repeat(50_000), List.of(), null);
        PlannedImage[] images = IntStream.range(0, 150)
                .mapToObj(i -> new PlannedImage("image" + i, "build", "never built", List.of("v"), List.of()))
                .toArray(PlannedImage[]::new);
        Script script = new Script().run("build", images);
        for (PlannedImage image : images) {
            script.image(image.name(), "")
                    .attempt(image.name(), "v", 1)
                    .attemptEnds(image.name(), "v#1", StepStatus.FAILED, why)
                    .imageEnds(image.name(), ImageStatus.FAILED, Result.NONE, "y".repeat(1_000));
        }
        String text =
                new MarkdownReport(Reports.of(script.ends(Verdict.FAILED, "").events()), Declared.NOWHERE).text();

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(40_000, 60_000);
        assertThat(text).contains("There is more than fits in here");
        assertThat(text.lines().filter(line -> line.startsWith("```")).count()).isEven();
    }
}
