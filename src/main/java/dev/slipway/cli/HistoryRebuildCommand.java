package dev.slipway.cli;

import dev.slipway.history.Folded;
import dev.slipway.history.Ledger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes the ledger again. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Folds every journal of this home anew. A damaged ledger.db is moved aside before. Runs whose journals 'clean' has"
                    + " removed stay remembered, unless the damaged file was all that knew them.",
            "What 'history prune' has forgotten comes back where its journal is still there."
        },
        footer = {"", "Ends with 0; 1 when the ledger cannot be read or written, which moves nothing."})
final class HistoryRebuildCommand implements Callable<Integer> {
    private final Shell shell;

    HistoryRebuildCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return Memory.guarded(shell, url -> {
                    Folded folded = Ledger.rebuild(url, shell.workspace().home());
                    Memory.tell(shell, folded);
                    shell.out().println(folded.runs() == 1 ? "folded 1 run" : "folded " + folded.runs() + " runs");
                    return ExitCode.PROVEN;
                })
                .number();
    }
}
