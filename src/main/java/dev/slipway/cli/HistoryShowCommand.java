package dev.slipway.cli;

import dev.slipway.console.Display.Place;
import dev.slipway.console.HistoryTable;
import dev.slipway.past.PastBase;
import dev.slipway.past.PastRun;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells all of one run. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "One run: its images and the variants that were tried, what failed and why, the bases it began from,"
                        + " what it was made by.")
final class HistoryShowCommand implements Callable<Integer> {
    private static final String LATEST = "latest";

    private final Shell shell;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            defaultValue = LATEST,
            description = "Its id, the end of it, or 'latest'. Default: ${DEFAULT-VALUE}.")
    private String run = LATEST;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "With 'latest': of this pipeline.")
    private String pipeline = "";

    @Mixin
    private FormOption form = new FormOption();

    HistoryShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return Memory.ask(shell, ledger -> {
                    Optional<PastRun> found = run.equals(LATEST)
                            ? ledger.runs(pipeline, 1).stream().findFirst()
                            : ledger.find(run);
                    if (found.isEmpty()) {
                        shell.err()
                                .println("slipway: no run '" + run + "' is remembered"
                                        + (pipeline.isEmpty() ? "" : " of '" + pipeline + "'")
                                        + ". Maybe look for it with 'history'.");
                        return ExitCode.WRONG_INPUT;
                    }
                    tell(found.get(), ledger.bases(found.get().id()));
                    return ExitCode.PROVEN;
                })
                .number();
    }

    private void tell(PastRun found, List<PastBase> bases) {
        if (form.json()) {
            shell.out().println(HistoryJson.run(found, bases));
            return;
        }
        Place place = Places.of(shell);
        boolean kept = Files.exists(shell.workspace().home().journal(found.id()));
        HistoryTable.run(
                found,
                bases,
                new Place(
                        place.out(),
                        place.surroundings(),
                        place.screen(),
                        id -> kept ? place.journal().apply(id) : ""));
    }
}
