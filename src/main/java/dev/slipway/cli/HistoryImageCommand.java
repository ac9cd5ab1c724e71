package dev.slipway.cli;

import dev.slipway.console.HistoryTable;
import dev.slipway.past.Occasion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells of one image over time. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description =
                "One image over time, the newest first: how it fared and by which variant, how long it took, how large it"
                        + " is, why it was built or why it failed, and which packages came in other than the time before.")
final class HistoryImageCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "The image, as the pipeline calls it.")
    private String image = "";

    @Mixin
    private PastOptions wanted = new PastOptions();

    @Mixin
    private FormOption form = new FormOption();

    HistoryImageCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!wanted.sane(shell)) {
            return ExitCode.WRONG_INPUT.number();
        }
        return Memory.ask(shell, ledger -> {
                    List<Occasion> occasions =
                            ledger.occasions(wanted.pipeline(shell), image, wanted.since(), wanted.limit());
                    if (form.json()) {
                        shell.out().println(HistoryJson.occasions(occasions));
                    } else if (occasions.isEmpty()) {
                        shell.out()
                                .println("no run" + wanted.subject(shell) + " with an image '" + image
                                        + "' is remembered");
                    } else {
                        HistoryTable.image(occasions, Places.of(shell));
                    }
                    return ExitCode.PROVEN;
                })
                .number();
    }
}
