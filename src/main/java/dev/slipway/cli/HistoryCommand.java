package dev.slipway.cli;

import dev.slipway.console.HistoryTable;
import dev.slipway.past.PastRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells of earlier runs. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "The last runs, the newest first: how they ended, how long they took, how many images work (and how many by a"
                    + " lower variant, or not), and the first cause where something went wrong.",
            "",
            "What runs have told in their journals is folded into a ledger when it is asked for: .slipway/ledger.db, or the"
                    + " PostgreSQL that SLIPWAY_LEDGER names (jdbc:postgresql://USER@HOST/DATABASE, the password in"
                    + " PGPASSWORD), which several machines may share. No build waits for it.",
            ""
        },
        footer = {
            "",
            "A run is named by its id, or by the end of it as the table shows it.",
            "Ends with 0; 1 when the ledger cannot be read; 2 when there is no such run."
        },
        subcommands = {
            HistoryShowCommand.class,
            HistoryImageCommand.class,
            HistoryDriftCommand.class,
            HistoryFlakyCommand.class,
            HistoryTrendsCommand.class,
            HistoryRebuildCommand.class,
            HistoryPruneCommand.class
        })
final class HistoryCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PastOptions wanted = new PastOptions();

    @Mixin
    private FormOption form = new FormOption();

    HistoryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!wanted.sane(shell)) {
            return ExitCode.WRONG_INPUT.number();
        }
        return Memory.ask(shell, ledger -> {
                    List<PastRun> runs = ledger.runs(wanted.pipeline(shell), wanted.since(), wanted.limit());
                    if (form.json()) {
                        shell.out().println(HistoryJson.runs(runs));
                    } else if (runs.isEmpty()) {
                        boolean any = !ledger.runs("", 1).isEmpty();
                        shell.out()
                                .println(
                                        any
                                                ? "no such run" + wanted.subject(shell) + " is remembered"
                                                : "no run is remembered yet; 'build' makes the first");
                    } else {
                        HistoryTable.runs(runs, Places.of(shell));
                    }
                    return ExitCode.PROVEN;
                })
                .number();
    }
}
