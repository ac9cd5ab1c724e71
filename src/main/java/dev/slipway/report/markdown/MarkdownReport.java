package dev.slipway.report.markdown;

import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.drift.Drift;
import dev.slipway.drift.Suspect;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.StackStory;
import dev.slipway.model.Took;
import dev.slipway.report.Declared;
import dev.slipway.report.PlainText;
import dev.slipway.report.RunReport;
import dev.slipway.report.Trouble;
import dev.slipway.report.Trouble.Weight;
import dev.slipway.report.Troubles;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.StepStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run as a summary in GitHub's Markdown, for a job's page, a comment or a chat: the verdict, a table of the images, what
 * failed with its evidence and remedies, what drifted, stack checks and tags. At most 60 KB of UTF-8. Pure.
 */
public final class MarkdownReport {
    private static final int MOST_BYTES = 60_000;
    private static final int LAST_WORDS = 200;
    private static final int QUOTES = 12;
    private static final int QUOTE_LENGTH = 400;
    private static final int SENTENCE_LENGTH = 2_000;
    private static final int SUSPECTS = 10;

    private final RunReport report;
    private final Declared declared;

    public MarkdownReport(RunReport report, Declared declared) {
        this.report = report;
        this.declared = declared;
    }

    public String text() {
        List<String> blocks = new ArrayList<>();
        blocks.add(heading());
        blocks.addAll(new ImageTable(report).blocks());
        for (Trouble trouble : Troubles.of(report, declared)) {
            if (trouble.weight() != Weight.NOTE) {
                blocks.add(trouble(trouble));
            }
        }
        report.drifts().forEach(drift -> blocks.add(drift(drift)));
        blocks.add(others());
        return fitted(blocks);
    }

    /** Whole blocks only: half a fence would take the rest of the page into it. */
    private static String fitted(List<String> blocks) {
        StringBuilder text = new StringBuilder();
        int bytes = 0;
        int left = 0;
        for (String block : blocks) {
            int more = block.getBytes(StandardCharsets.UTF_8).length + 1;
            if (block.isEmpty() || bytes + more > MOST_BYTES - LAST_WORDS) {
                left += block.isEmpty() ? 0 : 1;
                continue;
            }
            bytes += more;
            text.append(text.isEmpty() ? "" : "\n").append(block);
        }
        if (left > 0) {
            text.append("\nThere is more than fits in here: ").append(left).append(" parts were left out.\n");
        }
        return text.toString();
    }

    private String heading() {
        Optional<RunStarted> start = report.story().start();
        String name = start.map(RunStarted::pipeline).orElse("a run");
        String verdict =
                switch (report.ending()) {
                    case PROVEN -> "✅ %s is proven";
                    case DEGRADED -> "⚠️ %s is degraded";
                    case FAILED -> "❌ %s failed";
                    case INTERRUPTED -> "🛑 %s was interrupted";
                    case ENGINE_LOST -> "❌ %s lost its engine";
                    case CUT_OFF -> "❌ %s was cut off";
                    case RUNNING -> "⏳ %s is at work";
                };
        StringBuilder text = new StringBuilder("## ").append(verdict.formatted(Escapes.text(name)));
        List<String> facts = new ArrayList<>();
        start.ifPresent(began -> facts.add(Escapes.code(began.command())));
        facts.add("run " + Escapes.code(report.run()));
        report.story().end().ifPresent(end -> facts.add(Took.print(end.took())));
        start.flatMap(began -> Optional.ofNullable(began.provenance()))
                .filter(from -> !from.commit().isEmpty())
                .ifPresent(from -> facts.add(commit(from)));
        start.ifPresent(began -> facts.add(Escapes.text(began.engine())));
        text.append("\n\n").append(String.join(" · ", facts)).append('\n');
        report.story().end().filter(end -> !end.summary().isBlank()).ifPresent(end -> text.append('\n')
                .append(Escapes.text(end.summary()))
                .append('\n'));
        return text.toString();
    }

    private static String commit(Provenance from) {
        String shortened = from.commit().substring(0, Math.min(12, from.commit().length()));
        return "commit " + Escapes.code(shortened) + (from.dirty() ? ", with changes" : "");
    }

    private static String trouble(Trouble trouble) {
        StringBuilder text = new StringBuilder("### ")
                .append(trouble.weight() == Weight.ERROR ? "❌ " : "⚠️ ")
                .append(Escapes.text(PlainText.atMost(200, trouble.headline())))
                .append("\n\n")
                .append(Escapes.text(PlainText.atMost(SENTENCE_LENGTH, trouble.sentence())))
                .append('\n');
        trouble.where().ifPresent(place -> text.append("\nAt ")
                .append(Escapes.code(place.toString()))
                .append('\n'));
        if (!trouble.step().isBlank()) {
            String step = PlainText.atMost(QUOTE_LENGTH, trouble.step());
            text.append("\nStep ").append(Escapes.code(step)).append('\n');
        }
        if (!trouble.why().quotes().isEmpty()) {
            text.append('\n').append(Escapes.block(quotes(trouble.why().quotes())));
        }
        text.append('\n').append(nature(trouble.why().nature())).append('\n');
        if (!trouble.why().remedies().isEmpty()) {
            text.append('\n');
        }
        trouble.why().remedies().forEach(remedy -> text.append("- ")
                .append(Escapes.text(PlainText.atMost(SENTENCE_LENGTH, remedy)))
                .append('\n'));
        return text.toString();
    }

    private static String quotes(List<Quote> quotes) {
        return quotes.stream()
                .limit(QUOTES)
                .map(quote -> (quote.line() > 0 ? quote.line() + ": " : "")
                        + PlainText.atMost(
                                QUOTE_LENGTH, PlainText.of(quote.text()).replace('\n', ' ')))
                .collect(Collectors.joining("\n"));
    }

    private static String nature(Nature nature) {
        return switch (nature) {
            case TRANSIENT -> "*Transient*: the same attempt can pass later.";
            case DETERMINISTIC -> "*Deterministic*: the same attempt would fail again.";
            case CONFIGURATION -> "*Configuration*: the pipeline's files or credentials must change.";
            case ENVIRONMENT -> "*Environment*: the host or the engine must change.";
            case UNKNOWN -> "*Unknown*: no rule matched.";
        };
    }

    private static String drift(Drift drift) {
        StringBuilder text = new StringBuilder("### What changed in ")
                .append(Escapes.text(drift.image()))
                .append(" since it was good\n\nThe last good run was ")
                .append(Escapes.code(drift.goodRun()))
                .append(
                        drift.elsewhere().isEmpty()
                                ? ""
                                : " of another home (" + Escapes.code(drift.elsewhere()) + "), as none is known here")
                .append(", at ")
                .append(drift.goodAt())
                .append(".\n");
        if (!drift.commit().isBlank()) {
            text.append("\nCommit: ").append(Escapes.text(drift.commit())).append('\n');
        }
        if (!drift.suspects().isEmpty()) {
            text.append("\n| What | Was | Is | |\n| --- | --- | --- | --- |\n");
        }
        for (Suspect suspect :
                drift.suspects().subList(0, Math.min(SUSPECTS, drift.suspects().size()))) {
            text.append("| ")
                    .append(Escapes.codeInTable(suspect.what()))
                    .append(" | ")
                    .append(Escapes.codeInTable(suspect.before()))
                    .append(" | ")
                    .append(Escapes.codeInTable(suspect.now()))
                    .append(" | ")
                    .append(Escapes.text(suspect.because()))
                    .append(" |\n");
        }
        int more = drift.suspects().size() - SUSPECTS;
        return more > 0 ? text + "\nand " + more + " more\n" : text.toString();
    }

    private String others() {
        StringBuilder text = new StringBuilder();
        for (BaseStory base : report.story().bases()) {
            base.standIn().ifPresent(what -> text.append("- Base ")
                    .append(Escapes.code(base.reference()))
                    .append(" is a stand-in: ")
                    .append(Escapes.text(what))
                    .append('\n'));
        }
        report.story().stackChecks().forEach(check -> text.append(stackCheck(check)));
        report.story().promotion().ifPresent(promotion -> {
            if (!promotion.moved().isEmpty()) {
                text.append("- Tags moved: ")
                        .append(promotion.moved().stream().map(Escapes::code).collect(Collectors.joining(", ")))
                        .append('\n');
            }
            if (!promotion.withheld().isBlank()) {
                text.append("- Tags stay where they were: ")
                        .append(Escapes.text(promotion.withheld()))
                        .append('\n');
            }
        });
        return text.isEmpty() ? "" : "### Beside the images\n\n" + text;
    }

    private static String stackCheck(StackStory check) {
        String mark = check.status().map(MarkdownReport::mark).orElse("⏳");
        String detail = check.end()
                .map(end -> end.detail())
                .filter(words -> !words.isBlank())
                .orElse("");
        return "- " + mark + " Stack check " + Escapes.text(check.name())
                + (detail.isEmpty() ? "" : ": " + Escapes.text(PlainText.atMost(QUOTE_LENGTH, detail))) + "\n";
    }

    private static String mark(StepStatus status) {
        return switch (status) {
            case PASSED -> "✅";
            case FAILED, ERRORED -> "❌";
            case SKIPPED -> "⏭️";
        };
    }
}
