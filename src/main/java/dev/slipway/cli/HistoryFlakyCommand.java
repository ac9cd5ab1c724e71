package dev.slipway.cli;

import dev.slipway.judgement.Flakiness;
import dev.slipway.judgement.Steadiness;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which steps are flaky. */
@Command(
        name = "flaky",
        mixinStandardHelpOptions = true,
        description = {
            "The steps and checks that pass and fail with the same inputs, the flakiest first. What broke once and stays"
                    + " broken is not among them, nor what failed of a remote or of the machine.",
            "docs/judgement.md tells how that is counted."
        },
        footer = {"", "Ends with 0; 1 when the ledger cannot be read."})
final class HistoryFlakyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private JudgedOptions judged = new JudgedOptions();

    @Option(names = "--all", description = "The steady ones too.")
    private boolean all;

    @Mixin
    private FormOption form = new FormOption();

    HistoryFlakyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return Memory.ask(shell, ledger -> {
                    for (String pipeline : judged.pipelines(ledger, shell)) {
                        List<Steadiness> steps = Flakiness.of(ledger.trials(pipeline, judged.since())).stream()
                                .filter(step -> all || step.flaky())
                                .toList();
                        if (form.json()) {
                            shell.out().println(JudgementJson.flaky(pipeline, steps));
                        } else {
                            JudgementLines.flaky(pipeline, steps).forEach(shell.out()::println);
                        }
                    }
                    return ExitCode.PROVEN;
                })
                .number();
    }
}
