package dev.slipway.cli;

import dev.slipway.judgement.ChangePoint;
import dev.slipway.judgement.ChangePoints;
import dev.slipway.judgement.Debt;
import dev.slipway.judgement.Limit;
import dev.slipway.judgement.Limits;
import dev.slipway.past.Series;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what became slower, larger or better, and which limits would fit. */
@Command(
        name = "trends",
        mixinStandardHelpOptions = true,
        description = {
            "Where times and sizes went to another level and stayed there, limits of start-up and silence that would fit what"
                    + " was seen, and since when images are degraded night after night here; on a shared ledger all but that is"
                    + " of all machines.",
            "docs/judgement.md tells how that is found."
        },
        footer = {"", "Ends with 0; 1 when the ledger cannot be read."})
final class HistoryTrendsCommand implements Callable<Integer> {
    private static final int MOST_NIGHTS = 1_000;

    private final Shell shell;

    @Mixin
    private JudgedOptions judged = new JudgedOptions();

    @Mixin
    private FormOption form = new FormOption();

    HistoryTrendsCommand(Shell shell) {
        this.shell = shell;
    }

    /** All that is told of one pipeline. */
    record Trends(String pipeline, List<ChangePoint> points, List<Limit> limits, List<Debt> debts) {}

    @Override
    public Integer call() {
        return Memory.ask(shell, ledger -> {
                    for (String pipeline : judged.pipelines(ledger, shell)) {
                        List<Series> measures = ledger.measures(pipeline, judged.since());
                        Trends trends = new Trends(
                                pipeline,
                                ChangePoints.of(measures),
                                Limits.of(measures),
                                Debt.of(ledger.nights(pipeline, MOST_NIGHTS), ZoneId.systemDefault()));
                        if (form.json()) {
                            shell.out().println(JudgementJson.trends(trends));
                        } else {
                            JudgementLines.trends(trends).forEach(shell.out()::println);
                        }
                    }
                    return ExitCode.PROVEN;
                })
                .number();
    }
}
